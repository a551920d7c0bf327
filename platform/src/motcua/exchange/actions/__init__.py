"""What people do about the exchange: look somebody up, send a parked message again."""

from motcua.exchange.actions.look_up_person import Wanted, look_up_person
from motcua.exchange.actions.send_again import send_again

__all__ = ["Wanted", "look_up_person", "send_again"]
