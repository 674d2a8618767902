using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Plaza.Tests.Architecture;

/// <summary>
/// Follows the calls from every query's handler, within the given modules, and names the queries that can reach a write. Interface and
/// virtual calls of other assemblies are not followed; overloads with the same number of parameters count as one.
/// </summary>
internal sealed class QueryRule
{
    private static readonly string[] Writes =
        ["Plaza.Data.Committing.Committer::CommitAsync", "Plaza.Data.Committing.Committer::CommitInBatchesAsync", "Plaza.Data.Committing.Committer::AppendAsync", "Plaza.Spaces.Journal.IJournal::AppendAsync"];

    private readonly ILookup<string, MethodDefinition> _methods;
    private readonly HashSet<string> _queries;

    public QueryRule(IReadOnlyList<ModuleDefinition> modules)
    {
        var types = modules.SelectMany(module => module.GetTypes()).ToList();
        _methods = types.SelectMany(type => type.Methods).Where(method => method.HasBody).ToLookup(KeyOf);
        _queries = [.. types.Where(type => type.Interfaces.Any(of => of.InterfaceType.Name is "IQuery`1")).Select(type => type.FullName)];
    }

    /// <summary>The number of queries whose handler was found.</summary>
    public int HandledCount => Handlers().Count();

    public IEnumerable<string> WritingQueries() =>
        Handlers().Where(handler => Reaches(handler.Method, [])).Select(handler => handler.Query).Distinct().Order(StringComparer.Ordinal);

    /// <summary>In <c>space.Handles&lt;TQuery, TResponse&gt;(method)</c> the handler is the last method loaded before the call.</summary>
    private IEnumerable<(string Query, MethodReference Method)> Handlers()
    {
        foreach (var method in _methods.SelectMany(methods => methods))
        {
            MethodReference? loaded = null;
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.OpCode == OpCodes.Ldftn || instruction.OpCode == OpCodes.Ldvirtftn)
                    loaded = (MethodReference)instruction.Operand;

                if (instruction.Operand is GenericInstanceMethod { Name: "Handles" } handles && loaded is not null
                    && handles.GenericArguments[0] is { } request && _queries.Contains(request.FullName))
                {
                    yield return (request.Name, loaded);
                }
            }
        }
    }

    private bool Reaches(MethodReference method, HashSet<string> seen)
    {
        if (Writes.Contains($"{method.DeclaringType.GetElementType().FullName}::{method.Name}"))
            return true;

        return seen.Add(KeyOf(method)) && _methods[KeyOf(method)].SelectMany(Called).Any(called => Reaches(called, seen));
    }

    /// <summary>Methods called or loaded, lambdas included; for an asynchronous method those of its state machine.</summary>
    private static IEnumerable<MethodReference> Called(MethodDefinition method)
    {
        var machine = method.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal));
        var body = machine?.ConstructorArguments[0].Value is TypeReference type
            ? type.Resolve().Methods.Single(candidate => candidate.Name is "MoveNext")
            : method;
        return body.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>();
    }

    private static string KeyOf(MethodReference method) =>
        $"{method.DeclaringType.GetElementType().FullName}::{method.Name}/{method.Parameters.Count}";
}
