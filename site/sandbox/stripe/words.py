"""What the hosted pages say, in the reader's language."""

import html
import re
from typing import Any

from babel.numbers import format_currency, get_currency_precision

ES = {
    "stand_in": "Simulación local de Stripe: aquí no se mueve dinero",
    "pay": "Pagar",
    "donate": "Donar",
    "subscribe": "Suscribirse",
    "every_month": "cada mes",
    "every_year": "cada año",
    "every_week": "cada semana",
    "every_day": "cada día",
    "email": "Correo electrónico",
    "name": "Nombre en la tarjeta",
    "number": "Número de tarjeta",
    "card": "Tarjeta",
    "choose": "Tarjetas de prueba",
    "back": "Volver",
    "bad_number": "Escriba uno de los números de prueba.",
    "bad_email": "Escriba un correo electrónico válido.",
    "declined": "La tarjeta fue rechazada. Pruebe con otra.",
    "insufficient_funds": "La tarjeta no tiene fondos suficientes. Pruebe con otra.",
    "expired_card": "La tarjeta está vencida. Pruebe con otra.",
    "not_authenticated": "Su banco no confirmó el pago. Pruebe con otra tarjeta.",
    "expired": "Esta página de pago ha vencido",
    "expired_text": "No se cobró nada. Puede volver a empezar en el sitio.",
    "unknown": "Esta página no existe",
    "secure": "Confirme con su banco",
    "secure_text": "Su banco pide confirmar este pago (3-D Secure).",
    "confirm": "Confirmar el pago",
    "deny": "Rechazar",
    "portal": "Sus pagos",
    "subscriptions": "Suscripciones",
    "no_subscriptions": "No hay suscripciones activas.",
    "next": "Próximo cobro",
    "ends": "Termina el",
    "paused": "En pausa",
    "past_due": "El último cobro falló",
    "cancel": "Cancelar la suscripción",
    "cancel_sure": "¿Cancelar la suscripción?",
    "cancel_period": "Seguirá activa hasta el {date} y no se cobrará más.",
    "cancel_now": "Terminará ahora mismo y no se cobrará más.",
    "keep": "Conservarla",
    "resume": "Reanudar la suscripción",
    "payment_method": "Tarjeta de pago",
    "no_card": "No hay ninguna tarjeta guardada.",
    "change_card": "Cambiar la tarjeta",
    "save": "Guardar",
    "invoices": "Historial",
    "pay_now": "Pagar ahora",
    "status_paid": "Pagada",
    "status_open": "Pendiente",
    "status_void": "Anulada",
    "status_draft": "Borrador",
    "status_uncollectible": "Incobrable",
    "invoice": "Factura",
    "done": "Listo",
    "card_4242424242424242": "se acepta",
    "card_4000000000000002": "se rechaza",
    "card_4000000000009995": "sin fondos",
    "card_4000002500003155": "pide 3-D Secure",
    "card_4000000000000341": "falla al renovar",
    "card_4000000000000259": "se disputa después",
}
EN = {
    "stand_in": "Local stand-in for Stripe: no money moves here",
    "pay": "Pay",
    "donate": "Donate",
    "subscribe": "Subscribe",
    "every_month": "per month",
    "every_year": "per year",
    "every_week": "per week",
    "every_day": "per day",
    "email": "Email",
    "name": "Name on card",
    "number": "Card number",
    "card": "Card",
    "choose": "Test cards",
    "back": "Back",
    "bad_number": "Enter one of the test numbers.",
    "bad_email": "Enter a valid email address.",
    "declined": "The card was declined. Try another one.",
    "insufficient_funds": "The card has insufficient funds. Try another one.",
    "expired_card": "The card has expired. Try another one.",
    "not_authenticated": "Your bank did not confirm the payment. Try another card.",
    "expired": "This payment page has expired",
    "expired_text": "Nothing was charged. You can start again on the site.",
    "unknown": "This page does not exist",
    "secure": "Confirm with your bank",
    "secure_text": "Your bank asks to confirm this payment (3-D Secure).",
    "confirm": "Confirm the payment",
    "deny": "Deny it",
    "portal": "Your payments",
    "subscriptions": "Subscriptions",
    "no_subscriptions": "There are no active subscriptions.",
    "next": "Next payment",
    "ends": "Ends on",
    "paused": "Paused",
    "past_due": "The last payment failed",
    "cancel": "Cancel subscription",
    "cancel_sure": "Cancel the subscription?",
    "cancel_period": "It stays active until {date}, and nothing more is charged.",
    "cancel_now": "It ends right away, and nothing more is charged.",
    "keep": "Keep it",
    "resume": "Resume subscription",
    "payment_method": "Payment method",
    "no_card": "No card is saved.",
    "change_card": "Change card",
    "save": "Save",
    "invoices": "History",
    "pay_now": "Pay now",
    "status_paid": "Paid",
    "status_open": "Open",
    "status_void": "Void",
    "status_draft": "Draft",
    "status_uncollectible": "Uncollectible",
    "invoice": "Invoice",
    "done": "Done",
    "card_4242424242424242": "is accepted",
    "card_4000000000000002": "is declined",
    "card_4000000000009995": "has no funds",
    "card_4000002500003155": "asks for 3-D Secure",
    "card_4000000000000341": "fails at renewal",
    "card_4000000000000259": "is disputed later",
}
WORDS = {"es": ES, "en": EN}


def language_of(locale: str | None) -> str:
    """Spanish for es and es-419, English for everything else."""
    return "es" if (locale or "").split("-")[0] == "es" else "en"


def money(amount: int, currency: str, language: str) -> str:
    code = currency.upper()
    value = amount / 10 ** get_currency_precision(code)
    text = str(format_currency(value, code, locale="es_GT" if language == "es" else "en"))
    # Letters stand apart from the number, by a space that does not break.
    return html.escape(re.sub(r"(?<=[A-Z])(?=\d)", "\u00a0", text))


def e(value: Any) -> str:
    return html.escape(str(value if value is not None else ""))
