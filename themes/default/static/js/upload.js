/**
 * Uploads a file as soon as it is chosen, by pressing the button that does it without script.
 * The rest of the page travels along, so nothing that was typed is lost.
 */
const button = document.querySelector("[data-upload]");

function begin(event) {
  if (event.target.type !== "file" || !event.target.files.length) return;
  button.disabled = false;
  event.target.form.requestSubmit(button);
}

if (button) {
  button.form.addEventListener("change", begin);
  button.hidden = true;
}
