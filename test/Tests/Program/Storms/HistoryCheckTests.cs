namespace Plaza.Tests.Program.Storms;

/// <summary>The judge is judged first: each kind of damage planted, and what only looks like damage.</summary>
public sealed class HistoryCheckTests
{
    private static readonly Square Empty = Standing();

    [Fact]
    public void What_was_acknowledged_and_stands_once_is_well() =>
        HistoryCheck.Faults([Published("a", 1), Published("b", 2), Did(Verb.Favourite, "1")], Standing([Post("a", 1), Post("b", 2)], Tied(Verb.Favourite, "1")))
            .ShouldBeEmpty();

    [Fact]
    public void A_post_that_was_acknowledged_and_is_gone_is_lost() =>
        HistoryCheck.Faults([Published("a", 1)], Empty).ShouldHaveSingleItem().ShouldContain("is lost");

    [Fact]
    public void A_post_that_stands_twice_is_doubled() =>
        HistoryCheck.Faults([Published("a", 1)], Standing([Post("a", 1), Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("2 times");

    [Fact]
    public void A_post_without_an_answer_may_stand_or_not_and_not_twice()
    {
        HistoryCheck.Faults([Sent("a")], Empty).ShouldBeEmpty();
        HistoryCheck.Faults([Sent("a")], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryCheck.Faults([Sent("a"), Sent("a")], Standing([Post("a", 1), Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("2 times");
    }

    [Fact]
    public void A_post_that_failed_does_not_stand()
    {
        var refused = Sent("a") with { Outcome = Outcome.Failed };

        HistoryCheck.Faults([refused], Standing([Post("a", 1)])).ShouldHaveSingleItem().ShouldContain("failed and stands");
        HistoryCheck.Faults([Sent("a"), refused], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryCheck.Faults([refused], Empty).ShouldBeEmpty();
    }

    [Fact]
    public void A_try_that_is_made_again_gets_the_id_of_the_first()
    {
        HistoryCheck.Faults([Sent("a"), Published("a", 1)], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryCheck.Faults([Published("a", 1), Published("a", 2)], Standing([Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("as 1 and as 2");
        HistoryCheck.Faults([Published("a", 1)], Standing([Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("stands as 2");
    }

    [Fact]
    public void A_post_that_nobody_sent_is_named() =>
        HistoryCheck.Faults([], Standing([Post("a", 1)])).ShouldHaveSingleItem().ShouldContain("nobody sent it");

    [Fact]
    public void A_post_that_was_deleted_is_gone_and_one_whose_deletion_had_no_answer_may_be()
    {
        var delete = Did(Verb.Delete, "1");

        HistoryCheck.Faults([Published("a", 1), delete], Empty).ShouldBeEmpty();
        HistoryCheck.Faults([Published("a", 1), delete], Standing([Post("a", 1)])).ShouldHaveSingleItem().ShouldContain("deleted and stands");
        HistoryCheck.Faults([Published("a", 1), delete with { Outcome = Outcome.Unknown }], Empty).ShouldBeEmpty();
        HistoryCheck.Faults([Published("a", 1), delete with { Outcome = Outcome.Unknown }], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryCheck.Faults([Published("a", 1), delete with { Outcome = Outcome.Failed }], Empty).ShouldHaveSingleItem().ShouldContain("is lost");
    }

    [Fact]
    public void Posts_of_one_author_stand_in_the_order_in_which_they_were_sent()
    {
        HistoryCheck.Faults([Published("a", 2), Published("b", 1)], Standing([Post("a", 2), Post("b", 1)])).Count.ShouldBe(2);
        HistoryCheck.Faults([Sent("a"), Published("b", 1)], Standing([Post("a", 2), Post("b", 1)])).ShouldHaveSingleItem().ShouldContain("was sent before it");
        HistoryCheck.Faults([Published("a", 2), Published("b", 1) with { Client = 7 }], Standing([Post("a", 2), Post("b", 1) with { Client = 7 }])).ShouldBeEmpty();
    }

    [Fact]
    public void The_last_word_on_a_tie_counts()
    {
        HistoryCheck.Faults([Did(Verb.Follow, "9")], Standing([], Tied(Verb.Follow, "9"))).ShouldBeEmpty();
        HistoryCheck.Faults([Did(Verb.Follow, "9")], Empty).ShouldHaveSingleItem().ShouldContain("is lost");
        HistoryCheck.Faults([Did(Verb.Follow, "9"), Did(Verb.Unfollow, "9")], Standing([], Tied(Verb.Follow, "9"))).ShouldHaveSingleItem().ShouldContain("should not");
        HistoryCheck.Faults([Did(Verb.Follow, "9", Outcome.Failed)], Standing([], Tied(Verb.Follow, "9"))).ShouldHaveSingleItem().ShouldContain("should not");
        HistoryCheck.Faults([], Standing([], Tied(Verb.Follow, "9"))).ShouldHaveSingleItem().ShouldContain("nobody made it");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tie_without_an_answer_may_stand_or_not_until_the_next_word_on_it(bool stands)
    {
        var square = stands ? Standing([], Tied(Verb.Follow, "9")) : Empty;

        HistoryCheck.Faults([Did(Verb.Follow, "9", Outcome.Unknown)], square).ShouldBeEmpty();
        HistoryCheck.Faults([Did(Verb.Follow, "9"), Did(Verb.Unfollow, "9", Outcome.Unknown)], square).ShouldBeEmpty();
        HistoryCheck.Faults([Did(Verb.Follow, "9", Outcome.Unknown), Did(Verb.Follow, "9")], square).Count.ShouldBe(stands ? 0 : 1);
        HistoryCheck.Faults([Did(Verb.Follow, "9", Outcome.Unknown), Did(Verb.Unfollow, "9")], square).Count.ShouldBe(stands ? 1 : 0);
    }

    [Theory]
    [InlineData(nameof(Verb.Favourite))]
    [InlineData(nameof(Verb.Boost))]
    public void What_is_tied_to_a_post_goes_with_it(string made)
    {
        var verb = Enum.Parse<Verb>(made);
        Deed[] deeds = [Published("a", 1), Did(verb, "1"), Did(Verb.Delete, "1")];

        HistoryCheck.Faults(deeds, Empty).ShouldBeEmpty();
        HistoryCheck.Faults(deeds, Standing([], Tied(verb, "1"))).ShouldHaveSingleItem().ShouldContain("the post is gone");
    }

    private static Deed Published(string text, long id) => new(0, Verb.Publish, text, Outcome.Acknowledged, id);

    private static Deed Sent(string text) => new(0, Verb.Publish, text, Outcome.Unknown);

    private static Deed Did(Verb verb, string subject, Outcome outcome = Outcome.Acknowledged) => new(0, verb, subject, outcome);

    private static StandingPost Post(string text, long id) => new(0, text, id);

    private static Tie Tied(Verb made, string subject) => new(0, made, subject);

    private static Square Standing(StandingPost[]? posts = null, params Tie[] ties) => new(posts ?? [], ties.ToHashSet());
}
