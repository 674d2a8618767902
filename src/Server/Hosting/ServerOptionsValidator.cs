using Microsoft.Extensions.Options;
using Plaza.Contracts;

namespace Plaza.Server.Hosting;

[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
