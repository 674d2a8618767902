using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Plaza.Contracts;

namespace Plaza.Authentication.SigningUp;

/// <summary>
/// Validates, hashes and verifies passwords: PBKDF2-HMAC-SHA512 of ASP.NET Core Identity. Hashing occupies a core, so only a few hashes run at a time
/// and at most 64 wait; further requests are rejected.
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

    /// <summary>The rule that a new password breaks; null for none.</summary>
    /// <param name="password">The password.</param>
    /// <param name="handle">The handle of its account.</param>
    public static string? ErrorIn(string password, string handle) => password switch
    {
        { Length: < MinLength } => $"A password has at least {MinLength} characters.",
        { Length: > MaxLength } => $"A password has at most {MaxLength} characters.",
        _ when GuessablePasswords.Contain(password) => "This password is too common. Choose another one.",
        _ when password.Equals(handle, StringComparison.OrdinalIgnoreCase) => "The password must not be the username.",
        _ => null,
    };

    public ValueTask<string> HashAsync(string password, CancellationToken ct) =>
        RunBoundedAsync(() => _hasher.HashPassword(this, password), ct);

    /// <summary>Takes the same time for a user that does not exist (<paramref name="hash"/> null) as for an existing one.</summary>
    public ValueTask<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken ct) =>
        RunBoundedAsync(
            () =>
            {
                // Computed before every verification, since the first unknown name would otherwise take twice as long.
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
