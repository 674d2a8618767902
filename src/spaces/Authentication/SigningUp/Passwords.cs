using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Plaza.Contracts;

namespace Plaza.Authentication.SigningUp;

/// <summary>
/// Validates, hashes and verifies passwords: PBKDF2-HMAC-SHA512 by ASP.NET Core Identity. Hashing takes much of a core, so only a few run at a
/// time and at most 64 wait; further ones are rejected.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>PBKDF2 iterations of a new hash, by OWASP's Password Storage Cheat Sheet for HMAC-SHA512.</summary>
    public const int Iterations = 210_000;

    private const int MinLength = 8;
    private const int MaxLength = 128;
    private const int MaxWaiting = 64;

    private readonly PasswordHasher<object> _hasher;
    private readonly SemaphoreSlim _slots = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly Lazy<string> _unknownHash;
    private int _waiting;

    public Passwords(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new(options);
        _unknownHash = new(() => _hasher.HashPassword(this, "the password of nobody"));
    }

    /// <exception cref="RequestRejectedException">It breaks a rule; the field is <paramref name="field"/>.</exception>
    public static void Check(string password, string handle, string field)
    {
        if (password.Length < MinLength)
            throw RequestRejectedException.Invalid(field, $"A password has at least {MinLength} characters.");

        if (password.Length > MaxLength)
            throw RequestRejectedException.Invalid(field, $"A password has at most {MaxLength} characters.");

        if (GuessablePasswords.Contain(password))
            throw RequestRejectedException.Invalid(field, "This password is one of the first that anybody would try. Choose another one.");

        if (password.Equals(handle, StringComparison.OrdinalIgnoreCase))
            throw RequestRejectedException.Invalid(field, "The password must not be the username.");
    }

    public ValueTask<string> HashAsync(string password, CancellationToken ct) =>
        RunBoundedAsync(() => _hasher.HashPassword(this, password), ct);

    /// <summary>Takes the same time for a user that does not exist (<paramref name="hash"/> null) as for one that does.</summary>
    public ValueTask<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken ct) =>
        RunBoundedAsync(
            () =>
            {
                // Computed at the first call for any name, or the first unknown name would take twice as long.
                var unknownHash = _unknownHash.Value;
                var verdict = _hasher.VerifyHashedPassword(this, hash ?? unknownHash, password.Length > MaxLength ? "" : password);
                return hash is null ? PasswordVerificationResult.Failed : verdict;
            },
            ct);

    public void Dispose() => _slots.Dispose();

    private async ValueTask<T> RunBoundedAsync<T>(Func<T> work, CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
                throw new RequestRejectedException(RejectionReason.Unavailable, "Too many people are logging in at the moment. Try again in a few seconds.");

            await _slots.WaitAsync(ct);
            try
            {
                return await Task.Run(work, ct);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
