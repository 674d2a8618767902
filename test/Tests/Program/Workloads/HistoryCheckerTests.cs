namespace Plaza.Tests.Program.Workloads;

/// <summary>Self-test of the checker: it reports each planted anomaly and accepts legal histories.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly CommunityState Empty = Standing();

    [Fact]
    public void An_acknowledged_change_that_exists_once_is_legal() =>
        HistoryChecker.Faults([Published("a", 1), Published("b", 2), Did(OperationKind.Favourite, "1")], Standing([Post("a", 1), Post("b", 2)], Tied(OperationKind.Favourite, "1")))
            .ShouldBeEmpty();

    [Fact]
    public void A_post_that_was_acknowledged_and_is_gone_is_lost() =>
        HistoryChecker.Faults([Published("a", 1)], Empty).ShouldHaveSingleItem().ShouldContain("is lost");

    [Fact]
    public void A_post_that_stands_twice_is_doubled() =>
        HistoryChecker.Faults([Published("a", 1)], Standing([Post("a", 1), Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("2 times");

    [Fact]
    public void A_post_without_an_answer_may_stand_or_not_and_not_twice()
    {
        HistoryChecker.Faults([Sent("a")], Empty).ShouldBeEmpty();
        HistoryChecker.Faults([Sent("a")], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryChecker.Faults([Sent("a"), Sent("a")], Standing([Post("a", 1), Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("2 times");
    }

    [Fact]
    public void A_post_that_failed_does_not_stand()
    {
        var rejected = Sent("a") with { Outcome = Outcome.Failed };

        HistoryChecker.Faults([rejected], Standing([Post("a", 1)])).ShouldHaveSingleItem().ShouldContain("failed and stands");
        HistoryChecker.Faults([Sent("a"), rejected], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryChecker.Faults([rejected], Empty).ShouldBeEmpty();
    }

    [Fact]
    public void A_try_that_is_made_again_gets_the_id_of_the_first()
    {
        HistoryChecker.Faults([Sent("a"), Published("a", 1)], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryChecker.Faults([Published("a", 1), Published("a", 2)], Standing([Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("as 1 and as 2");
        HistoryChecker.Faults([Published("a", 1)], Standing([Post("a", 2)])).ShouldHaveSingleItem().ShouldContain("stands as 2");
    }

    [Fact]
    public void A_post_that_nobody_sent_is_named() =>
        HistoryChecker.Faults([], Standing([Post("a", 1)])).ShouldHaveSingleItem().ShouldContain("nobody sent it");

    [Fact]
    public void A_post_that_was_deleted_is_gone_and_one_whose_deletion_had_no_answer_may_be()
    {
        var delete = Did(OperationKind.Delete, "1");

        HistoryChecker.Faults([Published("a", 1), delete], Empty).ShouldBeEmpty();
        HistoryChecker.Faults([Published("a", 1), delete], Standing([Post("a", 1)])).ShouldHaveSingleItem().ShouldContain("deleted and stands");
        HistoryChecker.Faults([Published("a", 1), delete with { Outcome = Outcome.Unknown }], Empty).ShouldBeEmpty();
        HistoryChecker.Faults([Published("a", 1), delete with { Outcome = Outcome.Unknown }], Standing([Post("a", 1)])).ShouldBeEmpty();
        HistoryChecker.Faults([Published("a", 1), delete with { Outcome = Outcome.Failed }], Empty).ShouldHaveSingleItem().ShouldContain("is lost");
    }

    [Fact]
    public void Posts_of_one_author_are_in_the_order_in_which_they_were_sent()
    {
        HistoryChecker.Faults([Published("a", 2), Published("b", 1)], Standing([Post("a", 2), Post("b", 1)])).Count.ShouldBe(2);
        HistoryChecker.Faults([Sent("a"), Published("b", 1)], Standing([Post("a", 2), Post("b", 1)])).ShouldHaveSingleItem().ShouldContain("was sent before it");
        HistoryChecker.Faults([Published("a", 2), Published("b", 1) with { Client = 7 }], Standing([Post("a", 2), Post("b", 1) with { Client = 7 }])).ShouldBeEmpty();
    }

    [Fact]
    public void The_last_word_on_a_tie_counts()
    {
        HistoryChecker.Faults([Did(OperationKind.Follow, "9")], Standing([], Tied(OperationKind.Follow, "9"))).ShouldBeEmpty();
        HistoryChecker.Faults([Did(OperationKind.Follow, "9")], Empty).ShouldHaveSingleItem().ShouldContain("is lost");
        HistoryChecker.Faults([Did(OperationKind.Follow, "9"), Did(OperationKind.Unfollow, "9")], Standing([], Tied(OperationKind.Follow, "9"))).ShouldHaveSingleItem().ShouldContain("should not");
        HistoryChecker.Faults([Did(OperationKind.Follow, "9", Outcome.Failed)], Standing([], Tied(OperationKind.Follow, "9"))).ShouldHaveSingleItem().ShouldContain("should not");
        HistoryChecker.Faults([], Standing([], Tied(OperationKind.Follow, "9"))).ShouldHaveSingleItem().ShouldContain("nobody made it");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tie_without_an_answer_may_stand_or_not_until_the_next_word_on_it(bool stands)
    {
        var state = stands ? Standing([], Tied(OperationKind.Follow, "9")) : Empty;

        HistoryChecker.Faults([Did(OperationKind.Follow, "9", Outcome.Unknown)], state).ShouldBeEmpty();
        HistoryChecker.Faults([Did(OperationKind.Follow, "9"), Did(OperationKind.Unfollow, "9", Outcome.Unknown)], state).ShouldBeEmpty();
        HistoryChecker.Faults([Did(OperationKind.Follow, "9", Outcome.Unknown), Did(OperationKind.Follow, "9")], state).Count.ShouldBe(stands ? 0 : 1);
        HistoryChecker.Faults([Did(OperationKind.Follow, "9", Outcome.Unknown), Did(OperationKind.Unfollow, "9")], state).Count.ShouldBe(stands ? 1 : 0);
    }

    [Theory]
    [InlineData(nameof(OperationKind.Favourite))]
    [InlineData(nameof(OperationKind.Boost))]
    public void Reactions_to_a_post_are_deleted_with_it(string made)
    {
        var verb = Enum.Parse<OperationKind>(made);
        Operation[] operations = [Published("a", 1), Did(verb, "1"), Did(OperationKind.Delete, "1")];

        HistoryChecker.Faults(operations, Empty).ShouldBeEmpty();
        HistoryChecker.Faults(operations, Standing([], Tied(verb, "1"))).ShouldHaveSingleItem().ShouldContain("the post is gone");
    }

    private static Operation Published(string text, long id) => new(0, OperationKind.Publish, text, Outcome.Acknowledged, id);

    private static Operation Sent(string text) => new(0, OperationKind.Publish, text, Outcome.Unknown);

    private static Operation Did(OperationKind verb, string subject, Outcome outcome = Outcome.Acknowledged) => new(0, verb, subject, outcome);

    private static StoredPost Post(string text, long id) => new(0, text, id);

    private static Relation Tied(OperationKind made, string subject) => new(0, made, subject);

    private static CommunityState Standing(StoredPost[]? posts = null, params Relation[] relations) => new(posts ?? [], relations.ToHashSet());
}
