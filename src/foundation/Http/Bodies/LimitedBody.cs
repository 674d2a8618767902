using Microsoft.AspNetCore.Http;

namespace Plaza.Http.Bodies;

/// <summary>
/// A request body of at most <see cref="BodyLimits.MaxBytes"/>. After Kestrel's own limit is exceeded nothing more can be read from the
/// connection; here the rest can be read and discarded after the error was sent.
/// </summary>
/// <param name="body">Of the request, without a limit.</param>
/// <param name="length">The <c>Content-Length</c>; null for a chunked body.</param>
internal sealed class LimitedBody(Stream body, long? length) : Stream
{
    private long _read;

    /// <summary>Whether the end of the body was not reached yet.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Whether an endpoint has begun to read it.</summary>
    public bool IsStarted => _read > 0 || !HasMore;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="BadHttpRequestException">413: the body is too large.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (length > BodyLimits.MaxBytes)
            throw TooLarge();

        var read = await ReadOnAsync(buffer, cancellationToken);
        return _read > BodyLimits.MaxBytes ? throw TooLarge() : read;
    }

    /// <summary>Reads and discards the rest, at most <paramref name="maxBytes"/>.</summary>
    public async Task DiscardAsync(long maxBytes, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        var end = _read + maxBytes;
        while (HasMore && _read < end)
            await ReadOnAsync(buffer, ct);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Request bodies are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
        // A read-only stream has nothing to flush.
    }

    private static BadHttpRequestException TooLarge() => new("The request body is too large.", StatusCodes.Status413PayloadTooLarge);

    private async ValueTask<int> ReadOnAsync(Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            var read = await body.ReadAsync(buffer, ct);
            _read += read;
            HasMore = read > 0 && !(_read >= length);
            return read;
        }
        catch (IOException broken) when (broken.InnerException is OverflowException)
        {
            // Kestrel's exception for a chunk size beyond 32 bits, unlike for other malformed chunks.
            throw new BadHttpRequestException("The body is not chunked correctly.", broken);
        }
    }
}
