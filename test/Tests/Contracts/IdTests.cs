using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Plaza.Contracts.Ids;

namespace Plaza.Tests.Contracts;

/// <summary>The formats of ids: decimal in paths and columns, a string in the journal and the API. Ids of one kind are ordered by number.</summary>
public sealed class IdTests
{
    public static TheoryData<Type> Kinds { get; } =
        [.. typeof(PostId).Assembly.GetExportedTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(IsId)).OrderBy(type => type.Name)];

    [Fact]
    public void There_are_nine_kinds_of_ids() =>
        Assert.Equal(["Account", "App", "Favourite", "Follow", "Notification", "Post", "Session", "Task", "Token"], Kinds.Select(kind => kind.Data.Name[..^2]));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_id_is_written_and_read_in_one_form(Type kind) => Check(nameof(ChecksForm), kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_decimal_digits_are_an_id(Type kind) => Check(nameof(ChecksInput), kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ids_of_one_kind_have_the_order_of_their_numbers(Type kind) => Check(nameof(ChecksOrder), kind);

    private static bool IsId(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IId<>);

    private static void Check(string method, Type kind) =>
        typeof(IdTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(kind)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    private static void ChecksForm<TId>()
        where TId : struct, IId<TId>
    {
        var id = TId.From(long.MaxValue);

        Assert.Equal("9223372036854775807", id.ToString());
        Assert.Equal("9223372036854775807", string.Create(CultureInfo.InvariantCulture, $"{id}"));
        Assert.Equal("\"9223372036854775807\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<TId>("\"9223372036854775807\""));
        Assert.Equal("[null,\"7\"]", JsonSerializer.Serialize<TId?[]>([null, TId.From(7)]));
        Assert.Equal(id, TId.Parse("9223372036854775807", null));
    }

    private static void ChecksInput<TId>()
        where TId : struct, IId<TId>
    {
        foreach (var text in new[] { null, "", "0", "01", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "١", "9223372036854775808", "10000000000000000000" })
        {
            Assert.False(IId<TId>.TryParse(text, out var id), text);
            Assert.Equal(default, id);
        }

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TId>("\"01\""));
        Assert.Throws<FormatException>(() => TId.Parse("01", null));
    }

    private static void ChecksOrder<TId>()
        where TId : struct, IId<TId>
    {
        var (first, second) = (TId.From(1), TId.From(2));

        Assert.True(first < second && second > first && first <= second && second >= first);
        Assert.False(second < first || first > second || second <= first || first >= second);
        Assert.True(first <= TId.From(1) && first >= TId.From(1));
    }
}
