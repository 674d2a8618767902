using Plaza.Spaces.Hosting;
using Plaza.Spaces.Requests;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces;

public sealed class RequestTests
{
    [Fact]
    public async Task The_one_space_that_answers_is_asked()
    {
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Handles<CountQuery, int>((asked, _) => new(asked.Bell.Length))));

        (await host.SendAsync(new CountQuery("four"))).ShouldBe(4);
    }

    [Fact]
    public async Task Two_answers_stop_the_start_and_both_spaces_are_named()
    {
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Handles<CountQuery, int>((_, _) => new(1)))
            .AddSpace("clocks", space => space.Handles<CountQuery, int>((_, _) => new(2)))));

        fault.Message.ShouldBe("CountQuery is answered by two spaces: bells and clocks.");
    }

    [Fact]
    public async Task A_request_without_an_answer_stops_the_start_and_is_named()
    {
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => SpaceTestHost.StartAsync(services => services
            .AddSpaces()
            .RequireHandlers(typeof(AskedOfNobody).Assembly)));

        fault.Message.ShouldContain("No space answers");
        fault.Message.ShouldContain(nameof(AskedOfNobody));
    }

    [Fact]
    public async Task To_ask_what_nobody_answers_is_an_error_that_names_it()
    {
        await using var host = await SpaceTestHost.StartAsync(_ => { });

        (await Should.ThrowAsync<InvalidOperationException>(async () => await host.SendAsync(new CountQuery("x"))))
            .Message.ShouldBe("No space answers CountQuery.");
    }

    [Fact]
    public async Task An_exception_of_the_answering_space_comes_through_as_it_is()
    {
        var thrown = new FormatException("no such bell");
        await using var host = await SpaceTestHost.StartAsync(services => services
            .AddSpace("bells", space => space.Handles<CountQuery, int>((_, _) => throw thrown)));

        (await Should.ThrowAsync<FormatException>(async () => await host.SendAsync(new CountQuery("x")))).ShouldBeSameAs(thrown);
    }
}

/// <summary>Public, as all requests in Contracts are.</summary>
public sealed record AskedOfNobody : IRequest<int>;
