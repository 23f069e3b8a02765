"""The whole way of the newsletter: subscribe, confirm, write, send, read in the archive, leave."""

import pytest
from playwright.sync_api import Page

from klimapakt.foundation.mail import sealing
from klimapakt.foundation.models import OutgoingMail
from klimapakt.newsletter.models import Subscription
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.actions import create_person
