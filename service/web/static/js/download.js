// A download begins by itself once its file is ready, each once; the link beside it stays.
const begun = new WeakSet();

document.addEventListener("htmx:after:swap", () => {
  for (const job of document.querySelectorAll("[data-download]")) {
    if (!begun.has(job)) location.assign(job.dataset.download);
    begun.add(job);
  }
});
