using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Spaces;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Testing;

namespace Plaza.Tests.Spaces;

public sealed class OptionsTests
{
    [Fact]
    public async Task Options_are_set_by_code_and_bound_to_a_section_and_the_last_setting_wins()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Bus:RequestTimeout", "00:00:05"), new("Bus:MaxCascadeDepth", "7")]).Build();
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpaces(options => (options.MaxCascadeDepth, options.MaxDeadLetters) = (3, 4))
            .Configure<SpacesOptions>(settings.GetSection("Bus"))
            .AddSpaces(options => options.MaxDeadLetters = 9));

        var bound = host.Services.GetRequiredService<IOptions<SpacesOptions>>().Value;
        (bound.MaxCascadeDepth, bound.MaxDeadLetters, bound.RequestTimeout).ShouldBe((7, 9, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Invalid_options_stop_the_start_and_each_is_named()
    {
        var fault = await Should.ThrowAsync<OptionsValidationException>(() => SpaceTestHost.StartAsync(services => services.AddSpaces(options =>
        {
            options.MaxCascadeDepth = 0;
            options.MaxCascadeSize = -1;
            options.MaxDeadLetters = 0;
            options.HandlerTimeout = TimeSpan.Zero;
            options.RequestTimeout = TimeSpan.FromSeconds(-1);
        })));

        fault.Failures.ShouldBe(
        [
            "Property MaxCascadeDepth: must be at least 1, not 0",
            "Property MaxCascadeSize: must be at least 1, not -1",
            "Property MaxDeadLetters: must be at least 1, not 0",
            "Property HandlerTimeout: must be more than zero, not 00:00:00",
            "Property RequestTimeout: must be more than zero, not -00:00:01",
        ]);
    }
}
