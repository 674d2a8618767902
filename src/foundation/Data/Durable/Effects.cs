using Plaza.Data.Committing;
using Plaza.Spaces.Events;

namespace Plaza.Data.Durable;

public static class Effects
{
    extension(EventContext context)
    {
        /// <summary>
        /// Enlists an effect of the event. It runs in the transaction that moves the cursor of the subscription, so it is applied exactly once.
        /// </summary>
        public void EnlistEffect(Action<WriteTransaction> effect) => context.Enlist(effect);

        internal void Apply(WriteTransaction tx)
        {
            tx.Cause = context;
            foreach (var effect in context.Effects.Cast<Action<WriteTransaction>>())
                effect(tx);
        }
    }
}
