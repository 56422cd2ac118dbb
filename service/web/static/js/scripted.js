// Runs before the first paint: tells the style sheets that scripts work.
document.documentElement.classList.add("js");
