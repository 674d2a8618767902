using Plaza.Data.Committing;
using Plaza.Data.Tables.Authentication;
using Plaza.Data.Tables.Posts;
using Plaza.Spaces.Requests;

namespace Plaza.Tests.Architecture;

public sealed class SpaceTests
{
    public static TheoryData<string> Spaces => Solution.Spaces;

    [Theory, MemberData(nameof(Spaces))]
    public void A_space_shows_the_server_only_how_to_add_it(string space)
    {
        using var module = Solution.Read(space);

        Rules.ShownBy(module).ShouldBeEmpty();
        module.Types.ShouldContain(type => type.IsPublic && type.Name == $"{space}Services");
    }

    [Theory, MemberData(nameof(Spaces))]
    public void A_space_knows_the_foundation_and_no_other_part_of_Plaza(string space)
    {
        using var module = Solution.Read(space);

        Rules.KnownTo(module, "Plaza.Spaces", "Plaza.Contracts", "Plaza.Data", "Plaza.Queries").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Spaces))]
    public void A_space_touches_no_table_but_its_own(string space)
    {
        using var module = Solution.Read(space);

        Rules.TablesOfOthers(module).ShouldBeEmpty();
        Rules.StatementsOf(module).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Spaces))]
    public void A_space_asks_no_other(string space)
    {
        using var module = Solution.Read(space);

        Rules.AskedBy(module).ShouldBeEmpty();
    }

    [Fact]
    public void Every_space_has_a_project_and_a_line_in_the_server()
    {
        using var server = Solution.Read("Server");
        var spaces = Solution.Folders("src/spaces").ToList();

        spaces.ShouldNotBeEmpty();
        spaces.ShouldAllBe(space => File.Exists(Solution.Path($"src/spaces/{space}/{space}.csproj")));
        Rules.LeftOutBy(server, spaces).ShouldBeEmpty();
        Rules.LeftOutBy(server, ["Timelines", "Gardens"]).ShouldBe(["Gardens"]);
    }

    [Fact]
    public void Violations_of_these_rules_are_named()
    {
        using var open = ViolatingAssembly.Assembly("Timelines", module =>
        {
            module.Add("TimelinesServices", isPublic: true);
            module.Add("TimelinesOptions", isPublic: true);
        });
        using var sideways = ViolatingAssembly.Assembly("Timelines", module => module.Refer("Plaza.Posts"));
        using var peeking = ViolatingAssembly.Assembly("Posts", module => module.Touch(typeof(AccountRow)));
        using var own = ViolatingAssembly.Assembly("Posts", module => module.Touch(typeof(PostRow)));
        using var executing = ViolatingAssembly.Assembly("Posts", module => module.Call(typeof(WriteTransaction), nameof(WriteTransaction.Execute)));
        using var asking = ViolatingAssembly.Assembly("Timelines", module => module.Touch(typeof(IRequestBus)));

        Rules.ShownBy(open).ShouldBe(["TimelinesOptions"]);
        Rules.KnownTo(sideways, "Plaza.Spaces", "Plaza.Contracts", "Plaza.Data", "Plaza.Queries").ShouldBe(["Plaza.Posts"]);
        Rules.TablesOfOthers(peeking).ShouldBe(["Plaza.Data.Tables.Authentication.AccountRow"]);
        Rules.TablesOfOthers(own).ShouldBeEmpty();
        Rules.StatementsOf(executing).ShouldBe(["Execute"]);
        Rules.AskedBy(asking).ShouldBe(["Plaza.Spaces.Requests.IRequestBus"]);
    }
}
