using Plaza.Data.Committing;
using Plaza.Spaces.Events;

namespace Plaza.Data.Durable;

public static class Effects
{
    extension(EventContext context)
    {
        /// <summary>
        /// What the event brings about. Runs in the transaction that moves the subscription's place in the journal, so it
        /// happens once.
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
