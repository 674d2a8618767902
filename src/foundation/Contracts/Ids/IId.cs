using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaza.Contracts.Ids;

/// <summary>
/// An id: a positive 64-bit number that grows with time (milliseconds since 1970 in UTC, shifted left by 16 bits, then a counter), written in
/// decimal, in JSON as a string. Assigned by the committer only.
/// </summary>
public interface IId<TSelf> : IParsable<TSelf>
    where TSelf : struct, IId<TSelf>
{
    long Value { get; }

    static abstract TSelf From(long value);

    /// <summary>Reads 1 to 19 decimal digits and nothing else: no sign, no space, no leading zero.</summary>
    static bool TryParse(string? text, out TSelf id)
    {
        id = default;
        var isNumber = text is { Length: >= 1 and <= 19 } && text[0] is not '0' && text.All(char.IsAsciiDigit);

        if (!isNumber || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;

        id = TSelf.From(value);
        return true;
    }

    static TSelf IParsable<TSelf>.Parse(string text, IFormatProvider? provider) =>
        TryParse(text, out var id) ? id : throw new FormatException("An id is 1 to 19 decimal digits.");

    static bool IParsable<TSelf>.TryParse(string? text, IFormatProvider? provider, out TSelf id) => TryParse(text, out id);
}

/// <summary>What all ids have in common: parsing, and an order, which is that of their assignment.</summary>
public static class IdExtensions
{
    extension<TId>(TId)
        where TId : struct, IId<TId>
    {
        /// <inheritdoc cref="IId{TSelf}.TryParse" />
        public static bool TryParse(string? text, out TId id) => IId<TId>.TryParse(text, out id);

        public static bool operator <(TId left, TId right) => left.Value < right.Value;

        public static bool operator >(TId left, TId right) => left.Value > right.Value;

        public static bool operator <=(TId left, TId right) => left.Value <= right.Value;

        public static bool operator >=(TId left, TId right) => left.Value >= right.Value;
    }
}

/// <summary>Writes ids as strings, since a number of JavaScript holds 53 bits only.</summary>
public sealed class IdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IId<TId>.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("An id is a string of decimal digits.");

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
