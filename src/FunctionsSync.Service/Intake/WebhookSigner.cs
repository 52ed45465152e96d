namespace FunctionsSync.Service.Intake;

/// <summary>Whose token an event was signed with.</summary>
public enum WebhookSigner
{
    /// <summary>Nobody's we know.</summary>
    Unknown,

    /// <summary>The subscription's in use.</summary>
    Active,

    /// <summary>The subscription's that an operator is setting up.</summary>
    Pending,
}
