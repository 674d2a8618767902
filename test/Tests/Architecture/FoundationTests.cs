using Microsoft.EntityFrameworkCore;
using Plaza.Data.Database;
using Plaza.Queries.Posts;

namespace Plaza.Tests.Architecture;

public sealed class FoundationTests
{
    /// <summary>Interfaces that users of the library see, and ports to the outside, which may have one implementation or none.</summary>
    private static readonly string[] MayStandAlone = ["IEventBus", "IEventHandler`1", "IEventPublisher`1", "IRequestBus", "IJournal", "IJournalEntryHandler"];

    /// <summary>A column (<c>is_parked</c>) and a JSON field of Mastodon's API (<c>most_recent_notification_id</c>): contracts, which keep their names.</summary>
    private static readonly string[] StoredOrOnTheWire = ["DeliveryRow.IsParked", "NotificationGroupJson.MostRecentNotificationId", "ApiJson.PropName_MostRecentNotificationId"];

    [Fact]
    public void The_bus_knows_nothing_of_Plaza_nor_of_any_database()
    {
        using var bus = Solution.Read("Spaces");
        using var planted = ViolatingAssembly.Assembly("Spaces", module => module.Touch(typeof(DbContext)));

        Rules.ForeignTo(bus).ShouldBeEmpty();
        Rules.ForeignTo(planted).ShouldContain("Microsoft.EntityFrameworkCore");
    }

    [Fact]
    public void The_contracts_know_only_the_bus()
    {
        using var contracts = Solution.Read("Contracts");
        using var planted = ViolatingAssembly.Assembly("Contracts", module => module.Touch(typeof(PlazaDbContext)));

        Rules.KnownTo(contracts, "Plaza.Spaces").ShouldBeEmpty();
        Rules.KnownTo(planted, "Plaza.Spaces").ShouldBe(["Plaza.Data"]);
    }

    [Fact]
    public void The_data_package_knows_only_the_bus_and_the_contracts()
    {
        using var data = Solution.Read("Data");
        using var planted = ViolatingAssembly.Assembly("Data", module => module.Touch(typeof(Plaza.Mail.MailServices)));

        Rules.KnownTo(data, "Plaza.Spaces", "Plaza.Contracts").ShouldBeEmpty();
        Rules.KnownTo(planted, "Plaza.Spaces", "Plaza.Contracts").ShouldBe(["Plaza.Mail"]);
    }

    [Fact]
    public void The_queries_know_the_data_package_which_does_not_know_them()
    {
        using var queries = Solution.Read("Queries");
        using var writing = ViolatingAssembly.Assembly("Data", module => module.Touch(typeof(PostQueries)));
        using var sideways = ViolatingAssembly.Assembly("Queries", module => module.Touch(typeof(Plaza.Mail.MailServices)));

        Rules.KnownTo(queries, "Plaza.Spaces", "Plaza.Contracts", "Plaza.Data").ShouldBeEmpty();
        Rules.KnownTo(sideways, "Plaza.Spaces", "Plaza.Contracts", "Plaza.Data").ShouldBe(["Plaza.Mail"]);
        Rules.KnownTo(writing, "Plaza.Spaces", "Plaza.Contracts").ShouldBe(["Plaza.Queries"]);
    }

    [Fact]
    public void The_design_package_serves_dotnet_ef_and_reaches_no_program() =>
        Directory.GetFiles(AppContext.BaseDirectory, "*Design*.dll").ShouldBeEmpty("its reference says PrivateAssets=\"all\"");

    [Fact]
    public void No_interface_has_a_single_implementation()
    {
        var modules = Solution.Projects.Select(Solution.Read).ToList();
        using var planted = ViolatingAssembly.Assembly("Posts", module =>
        {
            var lonely = module.Add("ILonely", isInterface: true);
            module.Add("Lonely").Interfaces.Add(new(lonely));
            var shared = module.Add("IShared", isInterface: true);
            module.Add("One").Interfaces.Add(new(shared));
            module.Add("Other").Interfaces.Add(new(shared));
        });

        Rules.LonelyInterfaces(modules).Except(MayStandAlone).ShouldBeEmpty();
        Rules.LonelyInterfaces([planted]).ShouldBe(["ILonely"]);
        modules.ForEach(module => module.Dispose());
    }

    [Fact]
    public void Public_types_of_the_foundation_have_a_summary()
    {
        var undocumented = Solution.Files("src/foundation", "*.cs")
            .Where(file => !file.Contains("Migrations"))
            .SelectMany(file => SourceRules.Undocumented(File.ReadAllText(file)));

        undocumented.ShouldBeEmpty();
        SourceRules.Undocumented("/// <summary>Said.</summary>\n[Index]\npublic sealed class Said;\n\npublic enum Silent;\n").ShouldBe(["Silent"]);
    }

    [Fact]
    public void No_name_is_meaningless()
    {
        var types = Solution.Projects.Select(Solution.Read).SelectMany(module => module.GetTypes()).Select(type => type.Name).Where(IsOurs);
        var files = Solution.Files("src", "*.cs").Select(file => Path.GetFileNameWithoutExtension(file));

        SourceRules.SayNothing(types.Concat(files)).ShouldBeEmpty();
        SourceRules.SayNothing(["PostManager", "CommonThings", "RowBase", "Extensions", "Database", "Baseline"])
            .ShouldBe(["PostManager", "CommonThings", "RowBase", "Extensions"]);
    }

    [Fact]
    public void No_type_or_member_is_named_in_the_early_vocabulary()
    {
        var modules = Solution.Projects.Select(Solution.Read).Append(Solution.Read("Tests")).ToList();
        using var planted = ViolatingAssembly.Assembly("Posts", module => module.Add("Parked").AddMethod("TellAsync"));

        SourceRules.Outdated(modules.SelectMany(Rules.NamesIn)).Except(StoredOrOnTheWire).ShouldBeEmpty();
        SourceRules.Outdated(Rules.NamesIn(planted)).ShouldBe(["Parked", "Parked.TellAsync"]);
        SourceRules.Outdated(["Posts.Almost", "Posts.Forgotten", "Somebody", "told_rows", "Posts.ForgetAll", "MostTags"]).ShouldBe(["Posts.ForgetAll", "MostTags"]);
        modules.ForEach(module => module.Dispose());
    }

    /// <summary>Samples, benchmarks and tools may not be referenced.</summary>
    [Fact]
    public void The_house_has_at_most_twenty_projects() =>
        Solution.Files("src", "*.csproj").Concat(Solution.Files("test", "*.csproj")).Count().ShouldBeInRange(10, 20);

    private static bool IsOurs(string type) => !type.Contains('<');
}
