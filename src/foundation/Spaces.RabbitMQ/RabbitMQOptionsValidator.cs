using System.Text;
using Microsoft.Extensions.Options;

namespace Plaza.Spaces.RabbitMQ;

/// <summary>Checks the bounds of <see cref="RabbitMQOptions"/>.</summary>
internal sealed class RabbitMQOptionsValidator : IValidateOptions<RabbitMQOptions>
{
    /// <summary>AMQP sends names with one byte for their length.</summary>
    private const int MaxNameBytes = 255;

    public ValidateOptionsResult Validate(string? name, RabbitMQOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        Require(options.Uri is { IsAbsoluteUri: true, Scheme: "amqp" or "amqps" }, "must begin with amqp:// or amqps://", nameof(options.Uri));
        Require(options.Uri is not { IsAbsoluteUri: true, Segments.Length: > 2 }, "must have one virtual host as its path, with a slash in its name written as %2F", nameof(options.Uri));
        Require(Encoding.UTF8.GetByteCount(options.Exchange) is >= 1 and <= MaxNameBytes, $"must have 1 to {MaxNameBytes} bytes", nameof(options.Exchange));
        Require(options.Source.Length > 0 && Uri.IsWellFormedUriString(options.Source, UriKind.RelativeOrAbsolute), "must be a URI or a path", nameof(options.Source));
        Require(options.ConfirmWindow is >= 1 and <= ushort.MaxValue, $"must be from 1 to {ushort.MaxValue}", nameof(options.ConfirmWindow));
        Require(options.PrefetchCount is >= 1 and <= ushort.MaxValue, $"must be from 1 to {ushort.MaxValue}", nameof(options.PrefetchCount));
        Require(options.MinReconnectDelay > TimeSpan.Zero, "must be more than zero", nameof(options.MinReconnectDelay));
        Require(options.MaxReconnectDelay >= options.MinReconnectDelay, $"must be at least {nameof(options.MinReconnectDelay)}", nameof(options.MaxReconnectDelay));
        Require(options.JournalCheckInterval > TimeSpan.Zero, "must be more than zero", nameof(options.JournalCheckInterval));
        return failures.Build();

        void Require(bool condition, string rule, string property)
        {
            if (!condition)
                failures.AddError(rule, property);
        }
    }
}
