using System.CommandLine;
using System.Globalization;
using Plaza.Data.Nodes;
using Plaza.Data.Postgres;

namespace Plaza.Server.Cli;

/// <summary><c>plaza nodes …</c></summary>
internal static class NodeCommands
{
    public static Command Create(VerbExecutor execute) => new("nodes", "List the servers that share the database")
    {
        VerbCommand.Create(execute, "list", "List the servers, the oldest first", ListAsync),
    };

    private static async Task<int> ListAsync(ParseResult parsed, VerbContext context)
    {
        var nodes = await context.Get<NodeList>().GetAsync(context.Ct);
        if (nodes is [])
            await context.Out.WriteLineAsync("The database is a file, which one server uses at a time.");

        var leader = nodes.FirstOrDefault(node => node.Lease > TimeSpan.Zero && node.Roles.HasFlag(NodeRoles.Tasks));
        foreach (var node in nodes)
        {
            var state = node.Lease > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"lease {node.Lease.TotalSeconds:0.0} s") : "does not respond";
            var more = $"{(node == leader ? "  runs the subscriptions" : "")}{(node.IsThis ? "  responds to this command" : "")}";
            await context.Out.WriteLineAsync($"{node.Name,-32} {Describe(node.Roles),-14} since {node.JoinedAt:yyyy-MM-ddTHH:mm:ssZ}  {state}{more}");
        }

        return 0;
    }

    /// <summary>As <c>--roles</c> takes them.</summary>
    private static string Describe(NodeRoles roles) =>
        string.Join(',', CommandTree.RoleNames.Where(role => roles.HasFlag(role.Value)).Select(role => role.Key));
}
