namespace Plaza.Shop;

/// <summary>The events of the shop: immutable data with defaults. Journals and other programs refer to their wire names.</summary>
[EventName("shop.order_placed")]
public sealed record OrderPlaced(int Number, string Customer, string Article) : IEvent
{
    public int Pieces { get; init; } = 1;
}

[EventName("shop.order_paid")]
public sealed record OrderPaid(int Number, string Customer) : IEvent;

[EventName("shop.stock_taken")]
public sealed record StockTaken(string Article, int Left) : IEvent;

[EventName("shop.price_lowered")]
public sealed record PriceLowered(string Article, int Euros) : IEvent;

[EventName("shop.rival_followed")]
public sealed record RivalFollowed(string Article, int Euros) : IEvent;

[EventName("shop.parcel_scanned")]
public sealed record ParcelScanned(int Step, string Place) : IEvent;

[EventName("shop.window_cleaned")]
public sealed record WindowCleaned : IEvent;
