using System.Runtime.InteropServices;
using System.Text;

namespace Plaza.Tests.Program.PowerCuts;

/// <summary>A recorded change of the disk.</summary>
/// <param name="Kind">The name of the operation in <c>recorder.c</c>.</param>
/// <param name="File">The number of the file, in the order in which files were opened.</param>
/// <param name="Number">Offset, length or extent of a sync, by kind.</param>
/// <param name="Begins">The offset of this change in the record.</param>
/// <param name="Ends">The offset of the next change.</param>
internal sealed record DiskChange(char Kind, long File, long Number, ReadOnlyMemory<byte> Bytes, long Begins, long Ends)
{
    private const int Head = 5;

    public string Path => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Reads all changes of a record; an incomplete last one is left out.</summary>
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
