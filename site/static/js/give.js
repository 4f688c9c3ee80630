// Says in words what the form will ask for. The server reckons it again; without this script Stripe's page says it.
const form = document.querySelector("[data-give]");
const summary = form.querySelector("[data-summary]");
const own = form.elements.own;
const FEE_RATE = 0.029;

const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value;

// The same reading as donations/amounts.py for the plain cases; anything odd shows no summary.
function parse(text, digits) {
  const number = text.replace(/[^\d.,]/g, "");
  const cents = number.match(/[.,](\d{1,2})$/)?.[1] ?? "";
  const whole = cents ? number.slice(0, -cents.length - 1) : number;
  if (!/^(\d+|\d{1,3}([.,]\d{3})+)$/.test(whole) || cents.length > digits) return null;
  return Number(whole.replace(/\D/g, "")) * 10 ** digits + Number(cents.padEnd(digits, "0") || 0);
}

function update() {
  const [currency, kind] = [chosen("currency"), chosen("kind")];
  const set = form.querySelector(`[data-currency="${currency}"]`);
  if (!set || !kind) return;
  const format = (options) => new Intl.NumberFormat(summary.dataset.locale, { style: "currency", currency, ...options });
  const digits = format().resolvedOptions().maximumFractionDigits;
  const minor = own.value.trim() ? parse(own.value, digits) : Number(chosen(`amount-${currency}-${kind}`));
  summary.hidden = !minor;
  if (!minor) return;
  const fee = form.elements.cover_fee.checked
    ? Math.ceil((minor + Number(set.dataset.fixedFee)) / (1 - FEE_RATE)) - minor
    : 0;
  const words = (amount) => format(amount % 10 ** digits ? {} : { maximumFractionDigits: 0 }).format(amount / 10 ** digits);
  const parts = [summary.dataset[kind].replace("{amount}", words(minor + fee))];
  if (fee) parts.push(summary.dataset.fee.replace("{fee}", words(fee)));
  summary.textContent = parts.join(" ");
}

form.addEventListener("input", update);
form.addEventListener("change", (event) => {
  if (event.target.name?.startsWith("amount-")) own.value = "";
  update();
});
// Back from Stripe's page: the button must work again, and the summary must fit what the browser put back.
window.addEventListener("pageshow", () => {
  form.querySelector("button:not([type])").disabled = false;
  update();
});
form.addEventListener("submit", () => {
  // After the browser has taken the values. A second click changes nothing on the server either.
  setTimeout(() => { form.querySelector("button:not([type])").disabled = true; });
});
update();
