"""Lists as officers use them: what is shown, in which order, what hides the rest, and what leaves by the clipboard."""

from danvan_desktop.app.listing.listing import (
    Condition,
    Listing,
    count,
    default_sort,
    first_page,
    ids,
    number_of,
    numbers,
    page,
    sort_fields,
    total,
)

__all__ = [
    "Condition", "Listing", "count", "default_sort", "first_page", "ids", "number_of", "numbers", "page",
    "sort_fields", "total",
]  # fmt: skip
