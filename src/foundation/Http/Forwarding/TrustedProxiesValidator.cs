using Microsoft.Extensions.Options;
using Plaza.Contracts;

namespace Plaza.Http.Forwarding;

internal sealed class TrustedProxiesValidator : IValidateOptions<ServerOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerOptions options) =>
        TrustedProxies.EntriesOf(options).FirstOrDefault(entry => entry is not TrustedProxies.UnixSockets && TrustedProxies.NetworkOf(entry) is null) is { } wrong
            ? ValidateOptionsResult.Fail($"Server:TrustedProxies names \"{wrong}\", which is neither an IP address nor a network such as 10.0.0.0/8.")
            : ValidateOptionsResult.Success;
}
