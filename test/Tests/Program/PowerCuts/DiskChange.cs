using System.Runtime.InteropServices;
using System.Text;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>One thing that a program did to its disk.</summary>
/// <param name="Kind">As <c>recorder.c</c> names it.</param>
/// <param name="File">Which of the files opened so far.</param>
/// <param name="Number">Offset, length or how far a sync reaches, by kind.</param>
/// <param name="Begins">Where it stands in the record.</param>
/// <param name="Ends">Where the next one begins.</param>
internal sealed record DiskChange(char Kind, long File, long Number, ReadOnlyMemory<byte> Bytes, long Begins, long Ends)
{
    private const int Head = 5;

    public string Path => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>All of a record; a last one that is cut short is left out.</summary>
    public static List<DiskChange> Read(byte[] record)
    {
        var (changes, at) = (new List<DiskChange>(), 0);
        while (at + (Head * sizeof(long)) <= record.Length)
        {
            var head = MemoryMarshal.Cast<byte, long>(record.AsSpan(at, Head * sizeof(long)));
            var (body, length) = (at + (Head * sizeof(long)), (int)head[4]);
            var end = body + ((length + 7) / 8 * 8);
            if (end > record.Length)
                break;

            changes.Add(new((char)head[0], head[1], head[2], record.AsMemory(body, length), at, end));
            at = end;
        }

        return changes;
    }
}
