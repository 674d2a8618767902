using System.Reflection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces.Package;

public sealed class PublicApiTests
{
    private static readonly Assembly[] Given = [typeof(IEventBus).Assembly, typeof(SpaceTestHost).Assembly];

    /// <summary>Whoever changes what others have built on changes this list too, and so shows it to the reviewer.</summary>
    [Fact]
    public void What_others_can_see_is_what_stands_in_the_approved_list() =>
        ApprovedFile.ShouldBe("test/Tests/Spaces/PublicApi.approved.txt", string.Join("\n", Given.Select(PublicApi.Of)));

    [Fact]
    public void A_signature_says_all_that_a_caller_depends_on()
    {
        Signature.OfType(typeof(Shown<>)).ShouldBe("abstract class Plaza.Tests.Spaces.Package.Shown<T> : ICloneable where T : class, IEvent");
        PublicApi.MembersOf(typeof(Shown<>)).Select(Signature.OfMember).ShouldBe(
            [
                "protected new(int? size = null)",
                "event Action<int>? Raised",
                "abstract string? Name { get; init; }",
                "static List<string?> op_Implicit(Shown<T> shown)",
                "virtual ValueTask<T?> FindAsync<TKey>(TKey[] keys, string by = \"a\", CancellationToken ct = default) where TKey : new()",
                "object Clone()",
                "protected const long Max",
            ],
            ignoreOrder: true);
    }
}

/// <summary>Something to be shown, with one member of each kind, and some that nobody sees.</summary>
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
