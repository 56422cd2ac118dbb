// Figures: sent as soon as they are chosen, shown from there until a save puts them beside the text.
const KINDS = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46]],
];
const LARGEST = 5_000_000;
const STAGED = /^figures\/[a-z0-9-]+-[0-9a-f]{16}\.(png|jpg|gif|webp)$/;

export class Pictures {
  /** `doors` sends; `base` is where the figures beside the text are. */
  constructor(doors, base) {
    Object.assign(this, { doors, base, sent: new Set() });
  }

  /** Where a figure is shown from; null for one from elsewhere, which is not shown. */
  addressOf(src) {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(src)) return null;
    if (this.sent.has(src)) return this.doors.staged(src);
    return `${this.base}${src.replace(/^\.?\//, "")}`;
  }

  /** The address to try when a figure is not beside the text: an upload of an earlier visit. */
  secondAddressOf(src) {
    return STAGED.test(src) && !this.sent.has(src) ? this.doors.staged(src) : null;
  }

  /** Send a picture; {path} or {problem} in words. */
  async upload(file, alternative) {
    if (file.size > LARGEST) return { problem: `This picture has ${(file.size / 1e6).toFixed(1)} MB; 5 MB is the most. Make it smaller, and try again.` };
    const start = new Uint8Array(await file.slice(0, 8).arrayBuffer());
    const known = KINDS.some(([, signs]) => signs.every((sign, i) => start[i] === sign));
    if (!known) return { problem: "This file is not a picture that can be shown. Use PNG, JPEG, GIF or WebP." };
    const answer = await this.doors.upload(file, alternative);
    if (answer.path) this.sent.add(answer.path);
    return answer;
  }
}
