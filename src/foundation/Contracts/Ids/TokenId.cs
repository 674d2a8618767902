using System.Globalization;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>A bearer token; not the secret itself.</summary>
[JsonConverter(typeof(IdJsonConverter<TokenId>))]
public readonly record struct TokenId(long Value) : IId<TokenId>
{
    public static TokenId From(long value) => new(value);

    public static bool TryParse(string? text, out TokenId id) => IId<TokenId>.TryParse(text, out id);

    public static bool operator <(TokenId left, TokenId right) => left.Value < right.Value;

    public static bool operator >(TokenId left, TokenId right) => left.Value > right.Value;

    public static bool operator <=(TokenId left, TokenId right) => left.Value <= right.Value;

    public static bool operator >=(TokenId left, TokenId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
