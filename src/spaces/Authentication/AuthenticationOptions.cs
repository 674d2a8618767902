using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Plaza.Authentication;

/// <summary>What this space reads of the <c>Server</c> section of the settings.</summary>
internal sealed class AuthenticationOptions
{
    /// <summary><c>open</c>: everyone may sign up. <c>closed</c>: only the operator makes accounts.</summary>
    [RegularExpression("open|closed", ErrorMessage = "Server:Registrations is open or closed.")]
    public string Registrations { get; set; } = "open";
}

[OptionsValidator]
internal sealed partial class AuthenticationOptionsValidator : IValidateOptions<AuthenticationOptions>;
