using System.Buffers;
using System.Text;

namespace Plaza.Server.Cli;

/// <summary>A writer that sends each whole line at once, with a mark before it.</summary>
internal sealed class LinePrefixWriter(HttpResponse response, char mark) : TextWriter
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
        response.BodyWriter.Write(Encoding.UTF8.GetBytes($"{mark}{line}\n"));

        // Progress is told without awaiting. Who reads at the other end is a program on this machine that does nothing else.
        response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
    }
}
