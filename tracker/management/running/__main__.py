"""`python -m tracker.management.running PLAN`: the supervisor alone, without Django in its memory."""

import sys

from .plan import Plan
from .site import main

sys.exit(main(Plan.load(sys.argv[1])))
