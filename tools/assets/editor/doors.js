// What is asked of the server and sent to it.
import { sentenceOf, UNREACHABLE } from "../../../service/web/static/js/problem.js";

export class Doors {
  /** `address` is that of the draft or of a proposal's text. */
  constructor(address, token) {
    Object.assign(this, { address, token });
  }

  /** {revision, front, body, figures} of the newest or an earlier revision; {problem}. */
  async open(revision = "") {
    return this.#asked(revision ? `?revision=${revision}` : "", {});
  }

  /** What `open` gives, of the new revision; {kept} where it cannot be saved as it is, and waits elsewhere; {problem}. */
  async save(fields) {
    return this.#asked("", { method: "POST", body: this.#form(fields) });
  }

  async upload(picture, alternative) {
    return this.#asked("/figures", { method: "POST", body: this.#form({ picture, alternative }) });
  }

  /** Say where we are and at which revision; {others: [{name, section}], since: {by, together} or {words}}. */
  async present(section, revision) {
    return this.#asked("/presence", { method: "POST", body: this.#form({ section, revision }) });
  }

  leave() {
    navigator.sendBeacon(`${this.address}/presence`, this.#form({ leaving: "yes" }));
  }

  staged(path) {
    return `${this.address}/${path}`;
  }

  #form(fields) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ csrf: this.token, ...fields })) form.set(name, value);
    return form;
  }

  async #asked(path, options) {
    try {
      const response = await fetch(this.address + path, { ...options, headers: { Accept: "application/json" } });
      if (response.ok) return await response.json();
      const text = await response.text();
      return [403, 409].includes(response.status) && text.includes('"address"') ? { kept: JSON.parse(text) } : { problem: sentenceOf(text) };
    } catch {
      return { problem: UNREACHABLE };
    }
  }
}
