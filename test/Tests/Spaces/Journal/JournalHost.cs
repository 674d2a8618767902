using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Plaza.Data.Durable;
using Plaza.Spaces;
using Plaza.Spaces.Durable;
using Plaza.Spaces.Events;
using Plaza.Spaces.Hosting;
using Plaza.Spaces.Journal;
using Plaza.Spaces.Testing;
using Plaza.Tests.Support;

namespace Plaza.Tests.Spaces.Journal;

/// <summary>A journal with a durable subscription, in memory or in the database. Both must behave alike.</summary>
internal sealed class JournalHost : IAsyncDisposable
{
    private readonly DataHost? _data;
    private readonly SpaceTestHost _host;
    private readonly List<string> _notes = [];

    private JournalHost(SpaceTestHost host, DataHost? data, List<string> notes, VirtualTimeProvider clock) =>
        (_host, _data, _notes, Clock) = (host, data, notes, clock);

    public VirtualTimeProvider Clock { get; }

    public SpaceTestHost Host => _data?.Host ?? _host;

    public IJournal Journal => Host.Services.GetRequiredService<IJournal>();

    public IDeliveryStore Deliveries => Host.Services.GetRequiredService<IDeliveryStore>();

    /// <param name="kind">"memory" or "database".</param>
    /// <param name="space">Configures the space; gets a function that enlists the effect of writing a note.</param>
    public static async Task<JournalHost> StartAsync(string kind, Action<SpaceBuilder, Action<EventContext, string>> space, Action<SpacesOptions>? options = null)
    {
        if (kind is "memory")
        {
            var notes = new List<string>();
            var clock = new VirtualTimeProvider();
            var host = await SpaceTestHost.StartAsync(services => services
                .AddSingleton<TimeProvider>(clock)
                .AddSpaces(options)
                .AddSpace("ears", ears => space(ears, (context, note) => context.Enlist(() => notes.Add(note))))
                .AddInMemoryJournal());
            return new(host, null, notes, clock);
        }

        var data = await DataHost.StartAsync(more: services => services.AddEventTypes(Know));
        await data.MakeNotesAsync();
        data.Options = options;
        await data.StartAgainAsync(ears => space(ears, (context, note) => context.EnlistEffect(tx => tx.Execute($"insert into notes (text) values ({note})"))));
        return new(data.Host, data, [], data.Clock);
    }

    public static void Know(EventTypeRegistry types) => types.Add(Json<TestEvent>()).Add(Json<CausedEvent>());

    public async Task<IReadOnlyList<string>> NotesAsync() => _data is null ? [.. _notes] : await _data.NotesAsync();

    public async ValueTask DisposeAsync()
    {
        if (_data is null)
            await _host.DisposeAsync();
        else
            await _data.DisposeAsync();
    }

    private static JsonTypeInfo<TEvent> Json<TEvent>() => (JsonTypeInfo<TEvent>)JsonSerializerOptions.Web.GetTypeInfo(typeof(TEvent));
}

/// <summary>The event caused by a ring.</summary>
[EventName("tests.chimed")]
internal sealed record CausedEvent(string Bell, int Number) : IEvent
{
    public string Subject => Bell;
}
