using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Plaza.Tests.Support;
using Plaza.Web.Filters;

namespace Plaza.Tests.Web;

/// <summary>Whether a form body decodes to UTF-8, however it is split into buffers.</summary>
public sealed class FormEncodingTests
{
    [Fact]
    public void Checking_a_form_of_the_maximum_length_allocates_nothing()
    {
        var body = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes("text=" + string.Concat(Enumerable.Repeat("%C3%A4%f0%9F%8f%A0+", 13_000))));
        FormEncoding.IsUtf8(body).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        FormEncoding.IsUtf8(body);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Any_bytes_escaped_or_not_and_split_anywhere_are_judged_like_the_decoded_text()
    {
        var chance = RandomFromSeed.Create(71);
        for (var round = 0; round < 5_000; round++)
        {
            var decoded = Bytes(chance);
            var sent = Escape(decoded, chance);

            FormEncoding.IsUtf8(Split(sent, chance)).ShouldBe(Utf8.IsValid(decoded), Encoding.Latin1.GetString(sent));
        }
    }

    /// <summary>Mostly pieces of real sequences, so that valid ones occur and invalid ones are nearly valid.</summary>
    private static byte[] Bytes(Random chance)
    {
        byte[] edges = [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff];
        List<byte> bytes = [];
        while (bytes.Count < chance.Next(1, 12))
        {
            if (chance.Next(3) > 0 && Rune.IsValid(chance.Next(0x110000)) && Rune.TryCreate(chance.Next(0x110000), out var rune))
                bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
            else
                bytes.Add(edges[chance.Next(edges.Length)]);
        }

        return [.. bytes];
    }

    private static byte[] Escape(byte[] decoded, Random chance) => [.. decoded.SelectMany(one =>
        one is (byte)'%' || chance.Next(2) is 0 ? Encoding.ASCII.GetBytes(chance.Next(2) is 0 ? $"%{one:x2}" : $"%{one:X2}") : [one])];

    private static ReadOnlySequence<byte> Split(byte[] bytes, Random chance)
    {
        var first = new Segment(bytes.AsMemory(0, chance.Next(bytes.Length + 1)), null);
        var last = first;
        for (var at = first.Memory.Length; at < bytes.Length;)
        {
            var length = Math.Min(chance.Next(1, 4), bytes.Length - at);
            last = new Segment(bytes.AsMemory(at, length), last);
            at += length;
        }

        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null)
                return;

            before.Next = this;
            RunningIndex = before.RunningIndex + before.Memory.Length;
        }
    }
}
