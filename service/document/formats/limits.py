"""How much an export may take, and why that much.

Measured on one core: 100 pages cost pandoc 1.3 s and typst 1.5 s, 356 pages (913 kB, 123 tables)
3.5 s and 4.6 s at 802 MB. Every limit leaves several times what the largest real document needs.
"""

from typing import Final

_MEGABYTE: Final = 1024 * 1024

#: Bytes of Markdown: four times the largest real document known (356 pages).
MARKDOWN_BYTES: Final = 4 * _MEGABYTE
#: Blocks, lists, quotations and emphasis inside each other; people stop at about eight.
NESTING: Final = 48
#: Bytes of one figure, and of all figures of one document.
FIGURE_BYTES: Final = 10 * _MEGABYTE
FIGURES_BYTES: Final = 60 * _MEGABYTE
#: Picture elements of one figure: an A4 page at 600 dots an inch has 35 million.
FIGURE_PIXELS: Final = 40_000_000
#: Seconds on the clock for one process, before it is killed.
SECONDS: Final = 60.0
#: Seconds of processor time for one process: it ends even if nobody is left to kill it.
PROCESSOR_SECONDS: Final = 90
#: Heap of pandoc. Beyond it pandoc ends with exit code 251 instead of filling the machine.
PANDOC_HEAP: Final = "512m"
#: Bytes of address space of one process: typst maps far more than it uses.
ADDRESS_SPACE: Final = 4096 * _MEGABYTE
