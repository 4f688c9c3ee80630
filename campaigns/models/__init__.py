"""Campaign pages, which bring the other parts together, and members' own links with what they brought."""

from campaigns.models.links import CountedFact, ShareCount, ShareLink
from campaigns.models.pages import CampaignIndexPage, CampaignPage, CampaignStory

__all__ = ["CampaignIndexPage", "CampaignPage", "CampaignStory", "CountedFact", "ShareCount", "ShareLink"]
