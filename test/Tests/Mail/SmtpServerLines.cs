using System.Text;

namespace Plaza.Tests.Mail;

/// <summary>Reads lines and writes replies, with or without encryption.</summary>
internal sealed class SmtpServerLines(Stream stream)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public Stream Stream { get; private set; } = stream;

    /// <summary>Continues on another stream; buffered input is discarded.</summary>
    public void Use(Stream next) => (Stream, _start, _end) = (next, 0, 0);

    public async Task WriteAsync(string text, CancellationToken ct)
    {
        await Stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct);
        await Stream.FlushAsync(ct);
    }

    /// <summary>Reads a line without its end, which must be CRLF.</summary>
    public async Task<string> ReadAsync(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (!line.EndsWithCrLf())
            line.Append(await ReadByteAsync(ct));
        return line.ToString(0, line.Length - 2);
    }

    /// <summary>Reads up to the final dot, with doubled dots undone.</summary>
    public async Task<string> ReadMessageAsync(CancellationToken ct)
    {
        var message = new StringBuilder();
        while (await ReadAsync(ct) is var line && line != ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return message.ToString();
    }

    private async ValueTask<char> ReadByteAsync(CancellationToken ct)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await Stream.ReadAsync(_buffer, ct);
            if (_end == 0)
                throw new EndOfStreamException();
        }
        return (char)_buffer[_start++];
    }
}

internal static class LineEnd
{
    extension(StringBuilder text)
    {
        public bool EndsWithCrLf() => text.Length > 1 && text[^1] == '\n' && text[^2] == '\r';
    }
}
