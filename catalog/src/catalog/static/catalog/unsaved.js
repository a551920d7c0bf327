/** What somebody has typed but not yet saved, carried over when the screen is drawn again. */

/** The values of the controls named in `ids`, and which sections are unfolded. */
export function keepUnsaved(screen, ids) {
  const values = new Map();
  for (const id of ids) {
    const control = screen.querySelector(`#${CSS.escape(id)}`);
    if (!control) ids.delete(id);
    else values.set(id, isTicked(control) ? control.checked : control.value);
  }
  const unfolded = [...screen.querySelectorAll("details[open][id]")].map((one) => one.id);
  return { values, unfolded };
}

/** Put the values back and unfold the sections again. */
export function applyUnsaved(screen, kept) {
  for (const [id, value] of kept.values) {
    const control = screen.querySelector(`#${CSS.escape(id)}`);
    if (!control) continue;
    if (isTicked(control)) control.checked = value;
    else control.value = value;
  }
  for (const id of kept.unfolded) {
    const section = screen.querySelector(`#${CSS.escape(id)}`);
    if (section) section.open = true;
  }
}

/** Where somebody is: the control with the focus, and what is selected in it. */
export function keepPlace() {
  const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
  return { id, selectionStart, selectionEnd };
}

/** Go back there, in the screen drawn again. */
export function applyPlace({ id, selectionStart, selectionEnd }) {
  const control = id ? document.getElementById(id) : null;
  control?.focus({ preventScroll: true });
  if (typeof selectionStart === "number") control?.setSelectionRange?.(selectionStart, selectionEnd);
}

function isTicked(control) {
  return control.type === "checkbox" || control.type === "radio";
}
