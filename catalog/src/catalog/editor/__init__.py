"""The editor of procedures inside the Wagtail admin: pickers and plain forms, never JSON.

``parts`` says what a panel is made of, ``values`` reads what was posted into a typed value, ``acts`` turns
a post into operations, ``views`` has the addresses. Each file in ``panels`` describes one panel as data.
"""
