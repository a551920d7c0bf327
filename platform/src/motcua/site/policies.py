"""Content security policies: a strict one for every page of ours, a wider one for Wagtail's admin only."""

NOTHING, SELF = "'none'", "'self'"

STRICT = {
    "default-src": [NOTHING],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NOTHING],
    "base-uri": [NOTHING],
}

# Wagtail's admin has inline scripts and styles of its own and previews pages in a frame of the same site.
EDITOR = {
    **STRICT,
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "media-src": [SELF],
    "worker-src": [SELF, "blob:"],
}

EDITOR_PREFIX = "/admin/"
