using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Plaza.Tests.Architecture;

/// <summary>
/// The architecture rules: each is a function over the built assemblies that names the violations. Every rule is also tested on a planted violation,
/// since a rule that cannot fail proves nothing.
/// </summary>
internal static class Rules
{
    private static readonly string[] DataForAllSpaces =
        ["Plaza.Data", "Plaza.Data.Committing", "Plaza.Data.Durable", "Plaza.Data.Nodes", "Plaza.Data.Tasks", "Plaza.Data.Journal", "Plaza.Data.Replaying"];

    /// <summary>Compiler-generated types for the SQL that a projection runs on its own temporary tables.</summary>
    private static readonly string[] SqlOfProjections = ["Plaza.Data.Database.SqlInterpolatedStringHandler", "Plaza.Data.Database.SqlRow"];

    /// <summary>Public types, except the one that adds the space to a server.</summary>
    public static IEnumerable<string> ShownBy(ModuleDefinition space) => space.Types
        .Where(type => type.IsPublic && type.Name != $"{NameOf(space)}Services")
        .Select(type => type.Name);

    /// <summary>Plaza's assemblies that are referenced but not allowed.</summary>
    public static IEnumerable<string> KnownTo(ModuleDefinition module, params string[] allowed) => module.AssemblyReferences
        .Select(assembly => assembly.Name)
        .Where(name => name.StartsWith("Plaza.", StringComparison.Ordinal) && !allowed.Contains(name));

    /// <summary>References of the bus, which is a library of its own, beyond .NET.</summary>
    public static IEnumerable<string> ForeignTo(ModuleDefinition library) => library.AssemblyReferences
        .Select(assembly => assembly.Name)
        .Where(name => name is not ("Polly.Core" or "Microsoft.Extensions.Options")
            && !name.StartsWith("System.", StringComparison.Ordinal)
            && !(name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal)));

    /// <summary>Tables of other spaces that a space uses anywhere.</summary>
    public static IEnumerable<string> TablesOfOthers(ModuleDefinition space) =>
        DataTouchedBy(space, [.. DataForAllSpaces, $"Plaza.Data.Tables.{NameOf(space)}"]).Except(SqlOfProjections);

    /// <summary>SQL that a space runs in a transaction itself, past the repositories.</summary>
    public static IEnumerable<string> StatementsOf(ModuleDefinition space) => space.GetMemberReferences()
        .Where(member => member.DeclaringType.FullName is "Plaza.Data.Committing.WriteTransaction" && member.Name is "Execute" or "Enqueue" or "Query" or "QueryScalar")
        .Select(member => member.Name)
        .Distinct();

    /// <summary>References with which a door could write.</summary>
    public static IEnumerable<string> WritesOf(ModuleDefinition door) =>
        DataTouchedBy(door, ["Plaza.Data"])
            .Concat(Touched(door, "Plaza.Spaces.Journal.IJournal"))
            .Concat(Touched(door, "Plaza.Spaces.Resilience.DeadLetterQueue"))
            .Concat(Touched(door, "Plaza.Spaces.Durable.IDeliveryStore"));

    public static IEnumerable<string> AskedBy(ModuleDefinition space) => Touched(space, "Plaza.Spaces.Requests.IRequestBus");

    /// <summary>Interfaces with one implementation or none.</summary>
    public static IEnumerable<string> LonelyInterfaces(IReadOnlyList<ModuleDefinition> modules)
    {
        var implemented = modules.SelectMany(module => module.GetTypes())
            .Where(type => !type.IsInterface)
            .SelectMany(type => type.Interfaces)
            .CountBy(implementation => implementation.InterfaceType.GetElementType().FullName)
            .ToDictionary();

        return modules.SelectMany(module => module.GetTypes())
            .Where(type => type.IsInterface && implemented.GetValueOrDefault(type.FullName) < 2)
            .Select(type => type.Name);
    }

    /// <summary>Spaces that the server does not register.</summary>
    public static IEnumerable<string> LeftOutBy(ModuleDefinition server, IEnumerable<string> spaces)
    {
        var called = server.GetMemberReferences().Select(member => member.Name).ToHashSet();
        return spaces.Where(space => !called.Contains($"Add{space}Space"));
    }

    /// <summary>Full names of the types that any method instantiates.</summary>
    public static IEnumerable<string> MadeBy(ModuleDefinition module) => module.GetTypes()
        .SelectMany(type => type.Methods)
        .Where(method => method.HasBody)
        .SelectMany(method => method.Body.Instructions)
        .Where(instruction => instruction.OpCode == OpCodes.Newobj)
        .Select(instruction => ((MethodReference)instruction.Operand).DeclaringType.FullName)
        .Distinct();

    /// <summary>Names of the types and, after a dot, of the members that the source declares.</summary>
    public static IEnumerable<string> NamesIn(ModuleDefinition module) => module.GetTypes()
        .Where(type => !type.FullName.Contains('<', StringComparison.Ordinal))
        .SelectMany(type => MembersOf(type).Where(member => !member.Contains('<', StringComparison.Ordinal)).Select(member => $"{type.Name}.{member}").Prepend(type.Name));

    private static IEnumerable<string> MembersOf(TypeDefinition type) =>
    [
        .. type.Methods.Where(method => !method.IsSpecialName).Select(method => method.Name),
        .. type.Fields.Select(field => field.Name),
        .. type.Properties.Select(property => property.Name),
        .. type.Events.Select(one => one.Name),
    ];

    private static string NameOf(ModuleDefinition module) => module.Assembly.Name.Name["Plaza.".Length..];

    private static IEnumerable<string> DataTouchedBy(ModuleDefinition module, string[] allowed) => module.GetTypeReferences()
        .Where(type => NamespaceOf(type) is var space && space.StartsWith("Plaza.Data", StringComparison.Ordinal) && !allowed.Contains(space))
        .Select(type => type.FullName);

    private static IEnumerable<string> Touched(ModuleDefinition module, string type) =>
        module.GetTypeReferences().Select(reference => reference.FullName).Where(name => name == type);

    private static string NamespaceOf(TypeReference type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;
}
