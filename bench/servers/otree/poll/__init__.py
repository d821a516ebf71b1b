"""One statement on one live page, as oTree's guide builds such a page: kept at once, answered to its sender only."""

from otree.api import BaseConstants, BaseGroup, BasePlayer, BaseSubsession, Page, models


class C(BaseConstants):
    NAME_IN_URL = "poll"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    seq = models.IntegerField(initial=0)
    plausibility = models.IntegerField()
    relevance = models.IntegerField()


class Judge(Page):
    @staticmethod
    def live_method(player, data):
        """Keep the answer that stands; there is no record of earlier ones, which is less work than the others do."""
        if data["seq"] > player.seq:
            player.seq, player.plausibility, player.relevance = data["seq"], data["plausibility"], data["relevance"]
        return {player.id_in_group: {"ok": True, "key": data["key"], "seq": data["seq"]}}


page_sequence = [Judge]
