"""The drawings of the interface: 24-unit squares, one stroke, in the colour of the words."""

# Each value is the inside of an <svg>; `templatetags/ui.py` adds the frame.
ICONS: dict[str, str] = {
    "brand": '<path d="M2 20h6v-5h6v-5h6V4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "arrow-left": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "arrow-up": '<path d="M12 19V5M6 11l6-6 6 6"/>',
    "arrow-down": '<path d="M12 5v14M6 13l6 6 6-6"/>',
    "chevron": '<path d="M7 10l5 5 5-5"/>',
    "play": '<path d="M7 4.5v15l12-7.5z"/>',
    "present": '<path d="M3 4h18M5 4v11h14V4M12 15v3M8 21l4-3 4 3"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>',
    "upload": '<path d="M12 16V5M7 9.5l5-5 5 5M5 20h14"/>',
    "grid": '<path d="M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z"/>',
    "slide": '<path d="M3 5h18v14H3zM7 9.5h7M7 13h10M7 16h10"/>',
    "users": (
        '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6'
        'M15.5 4.800a3.5 3.5 0 0 1 0 6.400M18 14.5c2 .8 3.2 2.6 3.5 5.5"/>'
    ),
    "tree": '<path d="M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4"/>',
    "pencil": '<path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>',
    "undo": '<path d="M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H9"/>',
    "check": '<path d="M5 12.5l5 5L20 7"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "more": (
        '<circle cx="5" cy="12" r=".8"/><circle cx="12" cy="12" r=".8"/>'
        '<circle cx="19" cy="12" r=".8"/>'
    ),
    "link": (
        '<path d="M10 14a4 4 0 0 0 6 .5l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5'
        'M14 10a4 4 0 0 0-6-.5l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5"/>'
    ),
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8 3v5M16 3v5"/>',
    "comment": '<path d="M4 5h16v11h-9l-4 4v-4H4z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>',
    "warning": '<path d="M12 4L2.5 20h19zM12 10v4.5M12 17.300v.2"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.2"/>',
    "move": '<path d="M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"/>',
    "sun": (
        '<circle cx="12" cy="12" r="4"/><path d="M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22'
        'M5 5l1.7 1.700M17.3 17.300L19 19M19 5l-1.7 1.700M6.7 17.300L5 19"/>'
    ),
    "help": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.5c-.7.4-1 .9-1 1.800M12 16.800v.2"/>'
    ),
    "sign-out": '<path d="M13 4H5v16h8M10 12h11M17 8l4 4-4 4"/>',
    "mail": '<path d="M3 6h18v12H3zM3.5 7l8.5 6.5L20.5 7"/>',
    "language": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>'
    ),
}
