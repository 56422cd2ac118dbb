// Runs before the first paint: tells the style sheets that scripts work. Once the page is loaded its own
// have come, or never will.
document.documentElement.classList.add("js");
addEventListener("load", () => document.querySelector(".is-awaiting")?.classList.remove("is-awaiting"));
