"""One file per panel of the editor."""

from catalog.editor.panels.checks import CHECKS
from catalog.editor.panels.deadlines import DEADLINES
from catalog.editor.panels.fees import FEES
from catalog.editor.panels.form import FORM
from catalog.editor.panels.general import GENERAL
from catalog.editor.panels.history import HISTORY
from catalog.editor.panels.notices import NOTICES
from catalog.editor.panels.papers import PAPERS
from catalog.editor.panels.preview import PREVIEW
from catalog.editor.panels.problems import PROBLEMS
from catalog.editor.panels.results import RESULTS
from catalog.editor.panels.scenarios import SCENARIOS
from catalog.editor.panels.steps import STEPS
from catalog.editor.panels.versions import VERSIONS
from catalog.editor.parts import Panel

PANELS: dict[str, Panel] = {
    panel.name: panel
    for panel in (
        GENERAL,
        FORM,
        CHECKS,
        PAPERS,
        FEES,
        DEADLINES,
        STEPS,
        RESULTS,
        NOTICES,
        SCENARIOS,
        PROBLEMS,
        PREVIEW,
        HISTORY,
        VERSIONS,
    )
}
