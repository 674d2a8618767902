using Microsoft.Extensions.DependencyInjection;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Testing;
using Plaza.ThreeSpaces;

namespace Plaza.Tests.Spaces.Samples;

/// <summary>Tests each space of the sample in isolation.</summary>
public sealed class ThreeSpacesTests
{
    [Theory]
    [InlineData("engine", true)]
    [InlineData("motor", false)]
    public async Task Authentication_checks_the_password_and_publishes_the_outcome(string password, bool isRight)
    {
        await using var host = await StartAsync<AuthenticationSpace>();
        var said = new List<IEvent>();
        host.Bus.Subscribe<LoginSucceeded>("test", said.Add);
        host.Bus.Subscribe<LoginFailed>("test", said.Add);

        var response = await host.SendAsync(new LogIn("ada", password));

        response.ShouldBe(isRight);
        said.ShouldBe([isRight ? new LoginSucceeded("ada") : new LoginFailed("ada")]);
    }

    [Fact]
    public async Task Profiles_loads_the_profile_of_a_user_at_the_login()
    {
        await using var host = await StartAsync<ProfilesSpace>();
        (await host.SendAsync(new ProfileOf("ada"))).ShouldBeNull();

        await host.PublishAsync(new LoginFailed("ada"));
        await host.PublishAsync(new LoginSucceeded("ada"));
        await host.PublishAsync(new ReportMade("ada"));

        (await host.SendAsync(new ProfileOf("ada"))).ShouldBe(new("Ada Lovelace", FailedTries: 1, Reports: 1));
    }

    [Fact]
    public async Task Processing_creates_a_report_for_a_login_only()
    {
        await using var host = await StartAsync<ProcessingSpace>();
        var made = new List<ReportMade>();
        host.Bus.Subscribe<ReportMade>("test", made.Add);

        await host.PublishAsync(new LoginFailed("bob"));
        await host.PublishAsync(new LoginSucceeded("ada"));

        made.ShouldBe([new("ada")]);
    }

    private static Task<SpaceTestHost> StartAsync<TSpace>()
        where TSpace : Space => SpaceTestHost.StartAsync(services => services.AddSpace<TSpace>());
}
