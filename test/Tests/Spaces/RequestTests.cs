using Plaza.Spaces.Hosting;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class RequestTests
{
    [Fact]
    public async Task A_request_goes_to_the_one_space_that_handles_it()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Handles<CountQuery, int>((query, _) => new(query.Bell.Length))));

        (await host.SendAsync(new CountQuery("four"))).ShouldBe(4);
    }

    [Fact]
    public async Task Two_handlers_of_a_request_stop_the_start_and_both_spaces_are_named()
    {
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Handles<CountQuery, int>((_, _) => new(1)))
            .AddSpace("clocks", space => space.Handles<CountQuery, int>((_, _) => new(2)))));

        fault.Message.ShouldBe("CountQuery is handled by two spaces: bells and clocks.");
    }

    [Fact]
    public async Task A_request_without_a_handler_stops_the_start_and_is_named()
    {
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => SpaceTestHost.StartAsync(services => services
            .AddSpaces()
            .RequireHandlers(typeof(UnhandledQuery).Assembly)));

        fault.Message.ShouldContain("No space handles");
        fault.Message.ShouldContain(nameof(UnhandledQuery));
    }

    [Fact]
    public async Task Sending_a_request_without_a_handler_is_an_error_that_names_it()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });

        (await Should.ThrowAsync<InvalidOperationException>(async () => await host.SendAsync(new CountQuery("x"))))
            .Message.ShouldBe("No space handles CountQuery.");
    }

    [Fact]
    public async Task A_request_sent_as_one_of_a_base_type_of_its_response_is_an_error_that_names_both()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Handles<NameQuery, string>((_, _) => new("Big Ben"))));
        IRequest<object> request = new NameQuery();

        (await Should.ThrowAsync<InvalidOperationException>(async () => await host.SendAsync(request)))
            .Message.ShouldBe("NameQuery is sent with the response type Object, not the one of its handler in bells.");
    }

    [Fact]
    public async Task An_exception_of_the_handler_reaches_the_caller_unchanged()
    {
        var thrown = new FormatException("no such bell");
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Handles<CountQuery, int>((_, _) => throw thrown)));

        (await Should.ThrowAsync<FormatException>(async () => await host.SendAsync(new CountQuery("x")))).ShouldBeSameAs(thrown);
    }
}

internal sealed record NameQuery : IQuery<string>;

/// <summary>Public, as all requests in Contracts are.</summary>
public sealed record UnhandledQuery : IQuery<int>;
