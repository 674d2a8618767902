using System.Buffers;
using System.Text;

namespace Plaza.Server.Cli;

/// <summary>Sends each complete line at once, with a one-character prefix.</summary>
internal sealed class LinePrefixWriter(HttpResponse response, char prefix) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value is not '\n')
            _line.Append(value);
        else
            Send();
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_line.Length > 0)
            Send();

        return response.Body.FlushAsync(cancellationToken);
    }

    private void Send()
    {
        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        response.BodyWriter.Write(Encoding.UTF8.GetBytes($"{prefix}{line}\n"));

        // IProgress<T> is synchronous. The reader is a process on this machine that does nothing else, so that the wait is short.
        response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
    }
}
