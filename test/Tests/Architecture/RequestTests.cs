using Mono.Cecil;
using Plaza.Contracts;
using Plaza.Data.Committing;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Requests;

namespace Plaza.Tests.Architecture;

public sealed class RequestTests
{
    [Fact]
    public void Every_request_of_the_contracts_is_a_command_or_a_query()
    {
        var requests = typeof(PageRequest).Assembly.GetExportedTypes().Where(type => Is(type, typeof(IRequest<>))).ToList();

        requests.ShouldNotBeEmpty();
        requests.Where(type => Is(type, typeof(ICommand<>)) == Is(type, typeof(IQuery<>))).ShouldBeEmpty();
    }

    [Fact]
    public void A_request_named_get_is_a_query_and_no_other_prefix_hides_one() =>
        typeof(PageRequest).Assembly.GetExportedTypes()
            .Where(type => Is(type, typeof(ICommand<>)) && type.Name.StartsWith("Get", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void No_query_reaches_the_committer()
    {
        var modules = Modules();
        var rule = new QueryRule(modules);

        rule.WritingQueries().ShouldBeEmpty();
        rule.HandledCount.ShouldBe(typeof(PageRequest).Assembly.GetExportedTypes().Count(type => Is(type, typeof(IQuery<>))));
        modules.ForEach(module => module.Dispose());
    }

    [Fact]
    public void A_query_that_writes_is_named()
    {
        using var tests = ModuleDefinition.ReadModule(typeof(RequestTests).Assembly.Location);

        new QueryRule([tests]).WritingQueries().ShouldBe([nameof(WritingQuery)]);
    }

    private static bool Is(Type type, Type kind) =>
        !type.IsAbstract && type.GetInterfaces().Any(of => of.IsGenericType && of.GetGenericTypeDefinition() == kind);

    private static List<ModuleDefinition> Modules() =>
        [.. Solution.Folders("src/spaces").Append("Data").Append("Queries").Append("Contracts").Select(Solution.Read)];

    private sealed record WritingQuery : IQuery<int>;

    /// <summary>Writes from a local function of an asynchronous method, which is hard to see in the compiled code.</summary>
    private sealed class WritingSpace(Committer committer) : Space("writing")
    {
        protected internal override void Configure(SpaceBuilder space) => space
            .Handles<WritingQuery, int>(CountAsync)
            .Handles<Spaces.CountQuery, int>((query, _) => new(query.Bell.Length));

        private async ValueTask<int> CountAsync(WritingQuery query, CancellationToken ct)
        {
            await Task.Yield();
            return await SaveAsync();

            async Task<int> SaveAsync() => await committer.CommitAsync(tx => tx.Execute($"delete from notes"), ct);
        }
    }
}
