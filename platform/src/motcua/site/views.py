"""Two pages for machines: is the site well, and what has it done."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.site import measures, wellness


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 while pages can be served, else 503, with one word per part and nothing more."""
    parts = wellness.parts()
    well = all(part == "ok" for part in parts.values())
    status = 200 if wellness.serves(parts) else 503
    return JsonResponse({"status": "ok" if well else "failing", "parts": parts}, status=status)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the measures of all processes as Prometheus text, to this machine or a token holder."""
    if not measures.may_read(request):
        return HttpResponse(status=404)
    return HttpResponse(measures.exposition(), content_type=measures.CONTENT_TYPE)
