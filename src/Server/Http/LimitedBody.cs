using Plaza.Http;

namespace Plaza.Server.Http;

/// <summary>
/// A request body of at most <see cref="BodyLimits.MaxBytes"/>. Kestrel's own limit leaves a connection on which nothing more can be read;
/// here the rest can be discarded after the error was sent.
/// </summary>
/// <param name="body">As it comes from the client, without a limit.</param>
/// <param name="length">As the client announced it; null for a chunked body.</param>
internal sealed class LimitedBody(Stream body, long? length) : Stream
{
    private long _read;

    /// <summary>Whether the client may still send something that belongs to the body.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Whether the door has begun to read it.</summary>
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

    /// <summary>Reads and discards what is left, at most so many bytes.</summary>
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
        // Nothing is written.
    }

    private static BadHttpRequestException TooLarge() => new("The request body is too large.", StatusCodes.Status413PayloadTooLarge);

    private async ValueTask<int> ReadOnAsync(Memory<byte> buffer, CancellationToken ct)
    {
        var read = await body.ReadAsync(buffer, ct);
        _read += read;
        HasMore = read > 0 && !(_read >= length);
        return read;
    }
}
