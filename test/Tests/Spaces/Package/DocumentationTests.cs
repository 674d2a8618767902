using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Plaza.Spaces.Events;
using Plaza.Spaces.RabbitMQ;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces.Package;

/// <summary>
/// Every type and method has a summary, or at least a returns element. Properties and the values of an enum may rely on their names, and so may
/// overrides and implementations of an interface.
/// </summary>
public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData(typeof(IEventBus))]
    [InlineData(typeof(IJournalEntryHandler))]
    [InlineData(typeof(SpaceTestHost))]
    public void Types_and_methods_have_doc_comments(Type oneOf)
    {
        var assembly = oneOf.Assembly;
        var said = Said(XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")));

        PublicApi.TypesOf(assembly).SelectMany(Silent(said)).ShouldBeEmpty();
    }

    [Fact]
    public void A_silent_one_is_found()
    {
        var page = XDocument.Parse("""<doc><members><member name="M:Plaza.Tests.Spaces.Package.Shown`1.FindAsync``1(a,b)"><inheritdoc /></member></members></doc>""");

        Silent(Said(page))(typeof(Shown<>)).ShouldBe(["Plaza.Tests.Spaces.Package.Shown", "Plaza.Tests.Spaces.Package.Shown.op_Implicit"]);
        Silent(Said(XDocument.Parse("<doc />")))(typeof(Shown<>)).ShouldContain("Plaza.Tests.Spaces.Package.Shown.FindAsync");
    }

    private static Func<Type, IEnumerable<string>> Silent(ILookup<string, XElement> said) => type => PublicApi.MembersOf(type)
        .OfType<MethodInfo>()
        .Where(method => method.GetBaseDefinition() == method && !IsAskedFor(type, method))
        .Select(method => $"{type.FullName}.{method.Name}")
        .Prepend(IsOnlyAFrame(type) ? null : type.FullName)
        .OfType<string>()
        .Select(Plain)
        .CountBy(name => name)
        .Where(named => named.Value > said[named.Key].Count())
        .Select(named => named.Key);

    /// <summary>A static class may rely on the comments of its members.</summary>
    private static bool IsOnlyAFrame(Type type) => type is { IsAbstract: true, IsSealed: true };

    private static bool IsAskedFor(Type type, MethodInfo method) => !type.IsInterface
        && type.GetInterfaces().Any(query => query.GetMethods().Any(one => one.Name == method.Name && one.GetParameters().Length == method.GetParameters().Length));

    private static ILookup<string, XElement> Said(XDocument documentation) => documentation.Descendants("member")
        .Where(member => member.Elements().Any(said => said.Name.LocalName is "inheritdoc" || (said.Name.LocalName is "summary" or "returns" && said.Value.Trim() is not "")))
        .ToLookup(member => Plain(((string)member.Attribute("name")!)[2..].Split('(')[0]));

    /// <summary>Without the number of type parameters: overloads, and types that differ by it, are counted together.</summary>
    private static string Plain(string name) => Arity().Replace(name, "").Replace('+', '.');

    [GeneratedRegex("`+[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Arity();
}

/// <summary>A type with one member of each kind, some of them not public.</summary>
public abstract class Shown<T> : ICloneable
    where T : class, IEvent
{
    protected const long Max = 3;

    protected Shown(int? size = null) => Hidden = size;

    public event Action<int>? Raised;

    public abstract string? Name { get; init; }

    internal int? Hidden { get; private set; }

    public static implicit operator List<string?>(Shown<T> shown) => [shown.Name];

    public virtual ValueTask<T?> FindAsync<TKey>(TKey[] keys, string by = "a", CancellationToken ct = default)
        where TKey : new() => default;

    public object Clone()
    {
        Raised?.Invoke(1);
        return MemberwiseClone();
    }
}
